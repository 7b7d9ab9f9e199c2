package io.vecgo.cli.monitor;

import io.vecgo.Vecgo;
import io.vecgo.model.ClosedException;
import io.vecgo.model.Document;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.Value;
import io.vecgo.model.VecgoException;
import io.vecgo.model.VectorRecord;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Searches and writes at fixed rates until it is closed. Vectors are random, from fixed seeds; keys
 * come round, so that the database does not grow without end. One thread each.
 */
public final class Load implements AutoCloseable {
  private static final int KEYS = 10_000;
  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final Vecgo database;
  private final Thread reads;
  private final Thread writes;
  private volatile boolean closed;

  /**
   * How much there is to do.
   *
   * @param readsPerSecond searches; 0 for none
   * @param writesPerSecond upserts; 0 for none
   */
  public record Rates(int readsPerSecond, int writesPerSecond) {
    private static final int MAX = 1_000_000;

    public Rates {
      if (readsPerSecond < 0
          || writesPerSecond < 0
          || readsPerSecond > MAX
          || writesPerSecond > MAX) {
        throw mistake(readsPerSecond + ":" + writesPerSecond);
      }
    }

    /**
     * Reads {@code reads:writes}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Rates parse(String text) {
      String[] parts = text.split(":", -1);
      try {
        if (parts.length == 2) {
          return new Rates(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
      } catch (NumberFormatException _) {
        // as if there were no colon
      }
      throw mistake(text);
    }

    private static IllegalArgumentException mistake(String text) {
      return new IllegalArgumentException(
          "load=" + text + ": must be reads:writes a second, each 0 to " + MAX);
    }
  }

  /** Begins. */
  public Load(Vecgo database, Rates rates) {
    this.database = database;
    this.reads = repeat(rates.readsPerSecond(), this::search, new Random(1));
    this.writes = repeat(rates.writesPerSecond(), this::write, new Random(2));
  }

  private interface Operation {
    void run(Random random);
  }

  private Thread repeat(int perSecond, Operation operation, Random random) {
    return Thread.ofPlatform()
        .name("vecgo-load")
        .daemon()
        .start(() -> {
          long pause = perSecond == 0 ? 0 : NANOS_PER_SECOND / perSecond;
          long due = System.nanoTime();
          while (!closed && perSecond > 0) {
            operation.run(random);
            due = Math.max(due + pause, System.nanoTime() - NANOS_PER_SECOND);
            LockSupport.parkNanos(due - System.nanoTime());
          }
        });
  }

  private void search(Random random) {
    try {
      database.search(Query.of(vector(random)));
    } catch (ClosedException _) {
      closed = true;
    } catch (VecgoException _) {
      // The database counts it, and the next search tries again.
    }
  }

  private void write(Random random) {
    try {
      String key = "load-" + random.nextInt(KEYS);
      VectorRecord record = VectorRecord.of(vector(random)).withKey(key);
      database.upsert(record.withMetadata(requiredFields()));
    } catch (ClosedException _) {
      closed = true;
    } catch (VecgoException _) {
      // The database counts it, and the next write tries again.
    }
  }

  /** Those without which the schema accepts no record; null is a value of every type. */
  private Document requiredFields() {
    Document document = Document.EMPTY;
    for (Schema.Field field : database.schema().fields()) {
      if (field.presence() == Presence.REQUIRED) {
        document = document.with(field.name(), new Value.Null());
      }
    }
    return document;
  }

  private float[] vector(Random random) {
    float[] vector = new float[database.dimension()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** Waits for the operations under way, and ends. */
  @Override
  public void close() {
    closed = true;
    try {
      for (Thread thread : new Thread[] {reads, writes}) {
        LockSupport.unpark(thread);
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
