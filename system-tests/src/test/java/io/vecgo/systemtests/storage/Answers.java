package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VecgoException;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link SmallDatabase} answers when all is asked; empty where it refuses to.
 *
 * @param byQuestion the answers in words
 */
record Answers(Map<String, Optional<String>> byQuestion) {
  private static final float[] VECTOR = {0.4f, 0.6f};
  private static final int LAST_ID = 1_025;

  private static final Map<String, Function<Vecgo, String>> QUESTIONS = questions();

  private static Map<String, Function<Vecgo, String>> questions() {
    Query near = Query.of(VECTOR).k(30);
    Query whole = near.returning(Returned.METADATA, Returned.VECTOR, Returned.PAYLOAD);
    Filter some = Filter.and(Filter.eq("colour", "red"), Filter.gte("number", 6));
    Map<String, Function<Vecgo, String>> questions = new LinkedHashMap<>();
    questions.put("version", database -> "" + database.version());
    questions.put("versions", database -> database.versions().toString());
    questions.put("tags", database -> database.tags().toString());
    questions.put("count", database -> "" + database.count(Filter.all()));
    questions.put("count of matches", database -> "" + database.count(some));
    questions.put("gets by id", Answers::getsById);
    questions.put("gets by key", Answers::getsByKey);
    questions.put("scan", database -> records(database.scan(Filter.all())));
    questions.put("scan of matches", database -> records(database.scan(some)));
    questions.put("exact", database -> hits(database, whole.exact()));
    questions.put("walk", database -> hits(database, near.ef(60)));
    questions.put("filtered", database -> hits(database, whole.filter(some)));
    questions.put("text", database -> hits(database, Query.text("red square").k(30)));
    questions.put("hybrid", database -> hits(database, Query.hybrid(VECTOR, "blue").k(10)));
    return questions;
  }

  /** Opens the newest version for reading and then the tagged one, and asks both. */
  static Answers of(BlobStore store) {
    Map<String, Optional<String>> answers = new LinkedHashMap<>();
    ask(store, OpenOptions.defaults().readOnly(), "", answers);
    ask(store, OpenOptions.defaults().atTag(SmallDatabase.TAG), "tagged: ", answers);
    return new Answers(answers);
  }

  /** As {@link #of}; if a damaged database fails in another way, it is said of which damage. */
  static Answers ofDamaged(BlobStore store, String when) {
    try {
      return of(store);
    } catch (RuntimeException | Error failure) {
      throw new AssertionError("no typed exception " + when, failure);
    }
  }

  private static void ask(
      BlobStore store, OpenOptions options, String prefix, Map<String, Optional<String>> answers) {
    try (Vecgo database = Vecgo.open(store, options)) {
      QUESTIONS.forEach((name, question) -> answers.put(prefix + name, ask(database, question)));
    } catch (VecgoException _) {
      QUESTIONS.keySet().forEach(name -> answers.put(prefix + name, Optional.empty()));
    }
  }

  private static Optional<String> ask(Vecgo database, Function<Vecgo, String> question) {
    try {
      return Optional.of(question.apply(database));
    } catch (VecgoException _) {
      return Optional.empty();
    }
  }

  /** Throws if an answer is neither refused nor that of the sound database. */
  void assertNoneWrong(Answers sound, String when) {
    byQuestion.forEach((question, answer) ->
        assertThat(answer.isEmpty() || answer.equals(sound.byQuestion.get(question)))
            .as("%s is right or refused %s", question, when)
            .isTrue());
  }

  boolean isComplete() {
    return byQuestion.values().stream().allMatch(Optional::isPresent);
  }

  private static String getsById(Vecgo database) {
    StringBuilder text = new StringBuilder();
    for (long id = 1; id <= LAST_ID; id++) {
      database.get(id).ifPresent(record -> append(text, record));
    }
    return text.toString();
  }

  private static String getsByKey(Vecgo database) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 25; row++) {
      database.get("key-" + row).ifPresent(record -> append(text, record));
    }
    return text.toString();
  }

  private static String records(Stream<StoredRecord> records) {
    try (records) {
      StringBuilder text = new StringBuilder();
      records.forEach(record -> append(text, record));
      return text.toString();
    }
  }

  private static void append(StringBuilder text, StoredRecord record) {
    VectorRecord content = record.content();
    text.append(record.id()).append(' ').append(content.key().orElse("-"));
    for (float component : content.vector()) {
      text.append(' ').append(Float.floatToIntBits(component));
    }
    text.append(content.metadata()).append(Arrays.toString(content.payload())).append('\n');
  }

  private static String hits(Vecgo database, Query query) {
    List<Hit> hits = database.search(query).hits();
    return hits.stream().map(Answers::words).collect(Collectors.joining("\n"));
  }

  private static String words(Hit hit) {
    return "%d %s %s %s %s %s"
        .formatted(
            hit.id(),
            hit.key(),
            hit.score(),
            hit.metadata(),
            hit.vector().map(Arrays::toString),
            hit.payload().map(Arrays::toString));
  }
}
