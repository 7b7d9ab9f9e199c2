package io.vecgo.systemtests.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A process that commits until it is killed, and says so after each commit. Commit {@code n} adds
 * some records, deletes those of commit {@code n - KEPT}, and replaces the record that says {@code
 * n}. Beside it segments are merged and versions vacuumed.
 */
final class CommitLoop {
  /** A line that says how many commits there are. It ends with a point: no number is cut short. */
  static final Pattern COMMITTED = Pattern.compile("committed (\\d+)\\.");

  private static final int KEPT = 6;
  private static final int RECORDS = 5;
  private static final String COMMIT = "commit";
  private static final String LAST = "last";

  private CommitLoop() {}

  /** Makes the database. */
  static void create(Path directory) {
    Vecgo.create(directory, CreateOptions.of(2, Metric.L2)).close();
  }

  /** The only argument is the directory. Ends when nobody listens any more, if it is not killed. */
  public static void main(String[] arguments) {
    RetentionPolicy few = new RetentionPolicy(3, Duration.ZERO, Duration.ZERO);
    OpenOptions options = OpenOptions.defaults().retention(few);
    try (Vecgo database = Vecgo.open(Path.of(arguments[0]), options)) {
      for (long commits = commits(database); !System.out.checkError(); commits++) {
        System.out.println("committed " + commits + ".");
        write(database, commits + 1);
        database.commit();
      }
    }
  }

  /** What a commit is of. */
  static void write(Vecgo database, long commit) {
    database.insertAll(records(commit).toList());
    database.upsert(last(commit));
    database.delete(Filter.eq(COMMIT, commit - KEPT));
  }

  private static Stream<VectorRecord> records(long commit) {
    return IntStream.range(0, RECORDS)
        .mapToObj(row ->
            VectorRecord.of((float) commit, row)
                .withKey(commit + "-" + row)
                .with(COMMIT, commit)
                .withPayload(("row " + row + " of " + commit).getBytes(UTF_8)));
  }

  private static VectorRecord last(long commit) {
    return VectorRecord.of(-1, -1).withKey(LAST).withPayload(Long.toString(commit).getBytes(UTF_8));
  }

  /** How many commits a database has. */
  static long commits(Vecgo database) {
    return database
        .get(LAST)
        .map(record -> Long.parseLong(new String(record.payload(), UTF_8)))
        .orElse(0L);
  }

  /** Throws unless a database holds what it must after as many commits as it has. */
  static void assertHoldsAll(Vecgo database) {
    long commits = commits(database);
    List<String> expected =
        LongStream.rangeClosed(Math.max(1, commits - KEPT + 1), commits)
            .mapToObj(CommitLoop::records)
            .flatMap(records -> records.map(CommitLoop::words))
            .toList();
    Filter ofCommits = Filter.exists(COMMIT);
    try (Stream<StoredRecord> scanned = database.scan(ofCommits)) {
      assertThat(scanned.map(record -> words(record.content())))
          .containsExactlyElementsOf(expected);
    }
    Query all = Query.of(0, 0).k(expected.size() + 1).filter(ofCommits);
    assertThat(database.search(all).hits()).hasSize(expected.size());
  }

  private static String words(VectorRecord record) {
    return "%s %s %s %s"
        .formatted(
            record.key(),
            Arrays.toString(record.vector()),
            record.metadata(),
            new String(record.payload(), UTF_8));
  }
}
