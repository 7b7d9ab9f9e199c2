package io.vecgo.cli.ingest;

import io.vecgo.Vecgo;
import io.vecgo.model.VectorRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Inserts records by several threads, a batch at a time. Batches may overtake each other: ids need
 * not be in the order of the records. Confined to one thread; a failed insert is thrown by one of
 * the calls after it.
 */
final class BatchInserter implements AutoCloseable {
  private static final int BATCH_ROWS = 256;
  private static final int BATCHES_PER_THREAD = 2;

  private final Vecgo db;
  private final ExecutorService workers;
  private final int batchesMax;
  private final Queue<Future<?>> running = new ArrayDeque<>();
  private List<VectorRecord> batch = new ArrayList<>(BATCH_ROWS);

  BatchInserter(Vecgo db, int threads) {
    this.db = db;
    this.workers = Executors.newFixedThreadPool(threads);
    this.batchesMax = BATCHES_PER_THREAD * threads;
  }

  /** Hands over a record; waits while the threads are behind. */
  void add(VectorRecord record) {
    batch.add(record);
    if (batch.size() == BATCH_ROWS) {
      send();
    }
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
    if (running.size() == batchesMax) {
      await(running.remove());
    }
    running.add(workers.submit(() -> db.insertAll(full)));
  }

  private static void await(Future<?> insert) {
    try {
      insert.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were inserted", e);
    }
  }

  private static RuntimeException failure(ExecutionException wrapped) {
    return switch (wrapped.getCause()) {
      case RuntimeException runtime -> runtime;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(wrapped);
    };
  }

  /** Waits for the inserts that run, and drops what was not handed to them. */
  @Override
  public void close() {
    workers.close();
  }
}
