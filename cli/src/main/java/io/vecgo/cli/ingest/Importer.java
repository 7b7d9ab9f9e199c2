package io.vecgo.cli.ingest;

import io.vecgo.Vecgo;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.output.Progress;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.CommitResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Inserts all records of an input and commits now and then. Use once; confined to one thread. */
public final class Importer {
  private final Vecgo db;
  private final long commitEvery;
  private final Progress progress;
  private final long start = System.nanoTime();
  private long rows;
  private long committedRows;
  private long bytes;

  /**
   * @param commitEvery how many rows a commit takes in
   * @param progress told of every row; stays open
   */
  public Importer(Vecgo db, long commitEvery, Progress progress) {
    this.db = db;
    this.commitEvery = commitEvery;
    this.progress = progress;
  }

  /**
   * Imports the rows that are left in the reader. All of them are committed on return.
   *
   * @throws ImportStoppedException if a record cannot be read or inserted; rows since the last
   *     commit are then still pending
   */
  public ImportSummary run(RowReader<VectorRecord> records) {
    try (BatchInserter inserter =
        new BatchInserter(db, Runtime.getRuntime().availableProcessors())) {
      insert(records, inserter);
      long version = commit(inserter);
      return new ImportSummary(rows, version, bytes, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException | RuntimeException e) {
      throw new ImportStoppedException(e, committedRows);
    }
  }

  private void insert(RowReader<VectorRecord> records, BatchInserter inserter) throws IOException {
    for (Optional<VectorRecord> record = records.next();
        record.isPresent();
        record = records.next()) {
      inserter.add(record.get());
      rows++;
      progress.update(rows, records.fraction());
      if (rows % commitEvery == 0) {
        commit(inserter);
      }
    }
  }

  private long commit(BatchInserter inserter) {
    inserter.drain();
    CommitResult result = db.commit();
    committedRows = rows;
    bytes += result.bytes();
    return result.version();
  }
}
