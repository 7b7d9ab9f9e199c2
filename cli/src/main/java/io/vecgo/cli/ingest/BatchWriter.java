package io.vecgo.cli.ingest;

import io.vecgo.model.VectorRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Hands records to writing threads, a batch at a time; no batch holds a key twice. With several
 * threads batches may overtake each other: ids need not be in the order of the records. Confined to
 * one thread; a failed write is thrown by one of the calls after it.
 */
final class BatchWriter implements AutoCloseable {
  private static final int BATCH_ROWS = 256;
  private static final int BATCHES_PER_THREAD = 2;

  private final Consumer<List<VectorRecord>> write;
  private final ExecutorService workers;
  private final int batchesMax;
  private final Queue<Future<?>> running = new ArrayDeque<>();
  private final Set<String> keys = new HashSet<>();
  private List<VectorRecord> batch = new ArrayList<>(BATCH_ROWS);

  /**
   * @param write writes a batch; called by each of the threads
   */
  BatchWriter(Consumer<List<VectorRecord>> write, int threads) {
    this.write = write;
    this.workers = Executors.newFixedThreadPool(threads);
    this.batchesMax = BATCHES_PER_THREAD * threads;
  }

  /** Hands over a record; waits while the threads are behind. */
  void add(VectorRecord record) {
    if (batch.size() == BATCH_ROWS || record.key().filter(keys::contains).isPresent()) {
      send();
    }
    batch.add(record);
    record.key().ifPresent(keys::add);
  }

  /** Returns when every record that was handed over is in the database. */
  void drain() {
    if (!batch.isEmpty()) {
      send();
    }
    while (!running.isEmpty()) {
      await(running.remove());
    }
  }

  private void send() {
    List<VectorRecord> full = batch;
    batch = new ArrayList<>(BATCH_ROWS);
    keys.clear();
    if (running.size() == batchesMax) {
      await(running.remove());
    }
    running.add(workers.submit(() -> write.accept(full)));
  }

  private static void await(Future<?> write) {
    try {
      write.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were written", e);
    }
  }

  private static RuntimeException failure(ExecutionException wrapped) {
    return switch (wrapped.getCause()) {
      case RuntimeException runtime -> runtime;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(wrapped);
    };
  }

  /** Waits for the writes that run, and drops what was not handed to them. */
  @Override
  public void close() {
    workers.close();
  }
}
