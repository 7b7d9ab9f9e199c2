import io.vecgo.CreateOptions;
import io.vecgo.SearchCursor;
import io.vecgo.Snapshot;
import io.vecgo.Vecgo;
import io.vecgo.model.FieldType;
import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.Hit;
import io.vecgo.model.HitGroup;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Schema, records, streams, pages, ranges and groups, all of one snapshot. */
public class Modern {
  private static final int SONGS = 12;

  public static void main(String[] arguments) {
    Schema schema =
        Schema.NONE
            .with("artist", FieldType.STRING, Presence.REQUIRED)
            .with("year", FieldType.INT, Presence.OPTIONAL)
            .with("added", FieldType.INSTANT, Presence.OPTIONAL);
    CreateOptions created = CreateOptions.of(2, Metric.L2).withSchema(schema);
    try (Vecgo database = Vecgo.create(Path.of(arguments[0]), created)) {
      database.insertAll(IntStream.range(0, SONGS).mapToObj(Modern::song).toList());
      try (Snapshot snapshot = database.snapshot()) {
        database.delete(Filter.all()); // the snapshot still has all
        scan(snapshot);
        pages(snapshot);
        range(snapshot);
        groups(snapshot);
      }
    }
  }

  private static VectorRecord song(int number) {
    return VectorRecord.of(number, 0)
        .withKey("song-" + number)
        .with("artist", number % 3 == 0 ? "Ada" : "Grace")
        .with("year", 2000 + number)
        .with("added", Instant.EPOCH);
  }

  /** Streams hold the snapshot until they are closed. */
  private static void scan(Snapshot snapshot) {
    try (Stream<StoredRecord> records = snapshot.scan(Filter.parse("year >= 2009"))) {
      records.map(Modern::describe).forEach(System.out::println);
    }
  }

  private static String describe(StoredRecord song) {
    return song.key().orElseThrow()
        + song.metadata().get("year").map(Modern::describe).orElse("");
  }

  private static String describe(Value value) {
    return switch (value) {
      case Value.Int year -> " of " + year.value();
      case Value.Text name -> " by " + name.value();
      default -> "";
    };
  }

  private static void pages(Snapshot snapshot) {
    try (SearchCursor cursor = snapshot.cursor(Query.of(0, 0).k(5).exact())) {
      for (List<Hit> page = cursor.next().hits(); !page.isEmpty(); page = cursor.next().hits()) {
        System.out.println("page of " + page.size());
      }
    }
  }

  private static void range(Snapshot snapshot) {
    try (Stream<Hit> near = snapshot.searchRange(Query.of(0, 0), 9)) { // squared distances
      System.out.println("within 3: " + near.count());
    }
  }

  private static void groups(Snapshot snapshot) {
    Grouping byArtist = Grouping.by("artist").groups(2).hitsPerGroup(1);
    for (HitGroup group : snapshot.searchGroups(Query.of(10, 0), byArtist).groups()) {
      System.out.println(
          "nearest" + describe(group.value()) + ": " + group.hits().getFirst().key().orElseThrow());
    }
  }
}
