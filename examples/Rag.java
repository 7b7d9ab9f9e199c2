import static java.nio.charset.StandardCharsets.UTF_8;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.FieldType;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.VectorRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Passages for a question: by meaning and by words, with the full text as payload. */
public class Rag {
  private static final int DIMENSION = 64;

  private static final List<String> PASSAGES =
      List.of(
          "A commit writes immutable segment files and publishes one manifest.",
          "A snapshot is the database at one instant, held readable.",
          "Vacuum deletes versions that nobody needs, and their files.");

  public static void main(String[] arguments) {
    CreateOptions options =
        CreateOptions.of(DIMENSION, Metric.COSINE)
            .withSchema(Schema.NONE.with("text", FieldType.TEXT, Presence.REQUIRED));
    try (Vecgo database = Vecgo.create(Path.of(arguments[0]), options)) {
      for (String passage : PASSAGES) {
        database.insert(
            VectorRecord.of(embed(passage)).with("text", passage).withPayload(passage.getBytes(UTF_8)));
      }
      database.commit();
      System.out.println(prompt(database, "What does a commit write?"));
    }
  }

  private static String prompt(Vecgo database, String question) {
    Query query =
        Query.hybrid(embed(question), question).k(1).returning(Query.Returned.PAYLOAD);
    String context =
        database.search(query).hits().stream()
            .map(hit -> new String(hit.payload().orElseThrow(), UTF_8))
            .collect(Collectors.joining("\n"));
    return "Answer from this only:\n" + context + "\nQuestion: " + question;
  }

  /** Stands in for a model: texts of the same words get vectors of the same direction. */
  private static float[] embed(String text) {
    float[] vector = new float[DIMENSION];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod(word.hashCode(), DIMENSION)] += 1;
    }
    return vector;
  }
}
