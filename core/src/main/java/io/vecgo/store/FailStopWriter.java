package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A blob writer that stops at its first failure, for implementations of stores: a blob with a gap
 * must never get its name.
 */
public abstract class FailStopWriter implements BlobWriter {
  private final String name;

  /** False from the beginning of each step to its success, and so for good after a failure. */
  private boolean intact = true;

  /**
   * @param name what {@link #finish} is asked to make
   */
  protected FailStopWriter(String name) {
    this.name = name;
  }

  /** Adds bytes at the end of what is not yet a blob. */
  protected abstract void append(MemorySegment bytes) throws IOException;

  /** Makes what was appended the blob of this name. */
  protected abstract void finish(String blobName) throws IOException;

  @Override
  public final void write(MemorySegment bytes) throws IOException {
    beginStep();
    append(bytes);
    intact = true;
  }

  @Override
  public final void publish() throws IOException {
    beginStep();
    finish(name);
  }

  private void beginStep() {
    if (!intact) {
      throw new IllegalStateException(
          "blob " + name + ": published or failed before, it can only be closed");
    }
    intact = false;
  }
}
