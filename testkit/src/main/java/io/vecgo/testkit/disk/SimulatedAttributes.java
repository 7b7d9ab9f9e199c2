package io.vecgo.testkit.disk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** What is known of a file on a simulated disk; its times are the beginning of time. */
record SimulatedAttributes(boolean isDirectory, long size) implements BasicFileAttributes {
  private static final FileTime BEGINNING = FileTime.fromMillis(0);

  @Override
  public boolean isRegularFile() {
    return !isDirectory;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public FileTime lastModifiedTime() {
    return BEGINNING;
  }

  @Override
  public FileTime lastAccessTime() {
    return BEGINNING;
  }

  @Override
  public FileTime creationTime() {
    return BEGINNING;
  }

  @Override
  public Object fileKey() {
    return Optional.empty();
  }
}
