package io.vecgo.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store of which one step fails, once, or all from one on: a step is to open or create a blob, to
 * write to it, to publish it or to delete it.
 */
public final class FailingStore extends ForwardingStore {
  private static final int NEVER = 0;

  private final AtomicInteger stepsToFailure = new AtomicInteger(NEVER);
  private volatile Failure failure = Failure.NOTHING_DONE;
  private volatile boolean goesOn;

  /** What has happened when a step fails. */
  public enum Failure {
    NOTHING_DONE,
    /** All of it: only the answer was lost, as with a timeout. */
    ANSWER_LOST
  }

  public FailingStore(BlobStore inner) {
    super(inner);
  }

  /** Lets a step fail: 1 is the next one. */
  public void failAt(int step, Failure how) {
    goesOn = false;
    failure = how;
    stepsToFailure.set(step);
  }

  /** Lets a step and all after it fail, until {@link #disarm}. */
  public void failFrom(int step, Failure how) {
    failAt(step, how);
    goesOn = true;
  }

  /** Takes back {@link #failAt}; false if the step has failed already. */
  public boolean disarm() {
    goesOn = false;
    return stepsToFailure.getAndSet(NEVER) > 0;
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T step(Step<T> step) throws IOException {
    boolean isAwaited = stepsToFailure.get() > 0;
    boolean fails = isAwaited ? stepsToFailure.decrementAndGet() == 0 : goesOn;
    if (fails && failure == Failure.NOTHING_DONE) {
      throw new IOException("made to fail");
    }
    T result = step.run();
    if (fails) {
      throw new IOException("made to fail, but done");
    }
    return result;
  }

  @Override
  public BlobReader open(String name) throws IOException {
    return step(() -> super.open(name));
  }

  @Override
  public BlobReader open(BlobInfo known) throws IOException {
    return open(known.name());
  }

  @Override
  public BlobWriter create(String name) throws IOException {
    return new Writer(step(() -> super.create(name)));
  }

  @Override
  public void delete(String name) throws IOException {
    step(() -> {
      super.delete(name);
      return name;
    });
  }

  private final class Writer implements BlobWriter {
    private final BlobWriter writer;

    Writer(BlobWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(MemorySegment bytes) throws IOException {
      step(() -> {
        writer.write(bytes);
        return bytes;
      });
    }

    @Override
    public void publish() throws IOException {
      step(() -> {
        writer.publish();
        return writer;
      });
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
