package io.vecgo.testkit.disk;

import java.io.IOException;

/** An open directory: good for a sync. */
final class SimulatedDirectoryChannel extends UnsupportedChannel {
  private final SimulatedDisk disk;
  private final String path;

  SimulatedDirectoryChannel(SimulatedDisk disk, String path) {
    this.disk = disk;
    this.path = path;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.syncDirectory(path);
  }

  @Override
  protected void implCloseChannel() {}
}
