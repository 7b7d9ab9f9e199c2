package io.vecgo.cli.ingest;

import io.vecgo.Vecgo;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.output.Progress;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CommitResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Writes all records of an input and commits now and then. Use once; confined to one thread. */
public final class Importer {
  private final Vecgo db;
  private final Existing existing;
  private final long commitEvery;
  private final Progress progress;
  private final long start = System.nanoTime();
  private long rows;
  private long committedRows;
  private long bytes;

  /**
   * @param existing what happens to records that are there already
   * @param commitEvery how many rows a commit takes in
   * @param progress told of every row; stays open
   */
  public Importer(Vecgo db, Existing existing, long commitEvery, Progress progress) {
    this.db = db;
    this.existing = existing;
    this.commitEvery = commitEvery;
    this.progress = progress;
  }

  /**
   * Imports the rows that are left in the reader. All of them are committed on return.
   *
   * @throws ImportStoppedException if a record cannot be read or written; rows since the last
   *     commit are then still pending
   */
  public ImportSummary run(RowReader<VectorRecord> records) {
    try (BatchWriter writer = writer()) {
      write(records, writer);
      long version = commit(writer);
      return new ImportSummary(rows, version, bytes, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException | RuntimeException e) {
      throw new ImportStoppedException(e, committedRows);
    }
  }

  /** Records that replace each other stay in order: one thread. */
  private BatchWriter writer() {
    return switch (existing) {
      case REFUSE -> new BatchWriter(db::insertAll, Runtime.getRuntime().availableProcessors());
      case REPLACE -> new BatchWriter(db::upsertAll, 1);
    };
  }

  private void write(RowReader<VectorRecord> records, BatchWriter writer) throws IOException {
    for (Optional<VectorRecord> record = records.next();
        record.isPresent();
        record = records.next()) {
      writer.add(record.get());
      rows++;
      progress.update(rows, records.fraction());
      if (rows % commitEvery == 0) {
        commit(writer);
      }
    }
  }

  private long commit(BatchWriter writer) {
    writer.drain();
    CommitResult result = db.commit();
    committedRows = rows;
    bytes += result.bytes();
    return result.version();
  }
}
