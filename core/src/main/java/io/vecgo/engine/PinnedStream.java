package io.vecgo.engine;

import io.vecgo.model.ClosedException;
import io.vecgo.model.InterruptedSearchException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Results that are read one by one from a snapshot of their own, which is held until the stream is
 * closed. Closing beside a read waits for the element that is being read; later reads are refused.
 */
final class PinnedStream<T> extends Spliterators.AbstractSpliterator<T> {
  private final Pinned pinned;
  private final Iterator<T> results;

  private PinnedStream(Pinned pinned, Iterator<T> results) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.pinned = pinned;
    this.results = results;
  }

  /**
   * A stream that owns the snapshot and closes it.
   *
   * @param results read from the snapshot
   */
  static <T> Stream<T> of(Pinned pinned, Iterator<T> results) {
    PinnedStream<T> stream = new PinnedStream<>(pinned, results);
    return StreamSupport.stream(stream, false).onClose(stream::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    Optional<T> next = next();
    next.ifPresent(action);
    return next.isPresent();
  }

  private synchronized Optional<T> next() {
    if (!pinned.isOpen()) {
      throw new ClosedException("the stream is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedSearchException("the thread that reads the stream was interrupted");
    }
    return results.hasNext() ? Optional.of(results.next()) : Optional.empty();
  }

  private synchronized void close() {
    pinned.close();
  }
}
