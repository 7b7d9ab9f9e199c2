package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Value;
import io.vecgo.model.VectorRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorsTest {

  @Test
  void sameSeedGivesTheSameRecords() {
    assertThat(described(new RecordGenerator(7, 4, 10)))
        .isEqualTo(described(new RecordGenerator(7, 4, 10)))
        .isNotEqualTo(described(new RecordGenerator(8, 4, 10)));
  }

  private static List<String> described(RecordGenerator generator) {
    return Stream.generate(() -> described(generator.record()) + generator.filter().text())
        .limit(50)
        .toList();
  }

  private static String described(VectorRecord record) {
    return Arrays.toString(record.vector())
        + record.key()
        + record.metadata()
        + Arrays.toString(record.payload());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 128})
  void vectorsAreFiniteAndNotZero(int dimension) {
    VectorGenerator generator = new VectorGenerator(new Random(1), dimension);
    for (float[] vector : generator.next(1_000)) {
      assertThat(vector).hasSize(dimension);
      double squaredLength = 0;
      for (float component : vector) {
        assertThat(component).isBetween(-2f, 2f);
        squaredLength += component * component;
      }
      assertThat(squaredLength).isPositive();
    }
  }

  @Test
  void someVectorsAreCopies() {
    List<float[]> vectors = new VectorGenerator(new Random(1), 16).next(1_000);
    Set<List<Float>> distinct = new HashSet<>();
    vectors.forEach(vector -> distinct.add(asList(vector)));
    assertThat(distinct).hasSizeBetween(800, 950);
  }

  @Test
  void copiesDoNotShareTheirArray() {
    VectorGenerator generator = new VectorGenerator(new Random(1), 16);
    List<float[]> vectors = generator.next(100);
    List<List<Float>> before = vectors.stream().map(GeneratorsTest::asList).toList();
    generator.next(100).forEach(vector -> Arrays.fill(vector, 9));
    assertThat(vectors.stream().map(GeneratorsTest::asList)).isEqualTo(before);
    assertThat(generator.next(100)).noneMatch(vector -> vector[0] == 9);
  }

  private static List<Float> asList(float[] vector) {
    Float[] boxed = new Float[vector.length];
    Arrays.setAll(boxed, i -> vector[i]);
    return List.of(boxed);
  }

  @Test
  void documentsSatisfyTheSchema() {
    MetadataGenerator generator = new MetadataGenerator(new Random(1));
    for (Document document : documents(generator, 1_000)) {
      assertThatCode(() -> MetadataGenerator.SCHEMA.check(document)).doesNotThrowAnyException();
    }
  }

  @Test
  void everyFieldIsSometimesMissingAndSometimesNull() {
    List<Document> documents = documents(new MetadataGenerator(new Random(1)), 1_000);
    for (String field : List.of("flag", "count", "big", "price", "name", "tags", "mixed")) {
      assertThat(documents).anyMatch(document -> document.get(field).isEmpty());
      assertThat(documents)
          .anyMatch(document -> document.get(field).equals(Optional.of(Value.ofNull())));
    }
  }

  @Test
  void everyKindOfFilterAppears() {
    MetadataGenerator generator = new MetadataGenerator(new Random(1));
    Set<Class<?>> kinds = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      kinds.add(generator.filter(2).getClass());
    }
    assertThat(kinds).isEqualTo(kindsOf(Filter.class).collect(Collectors.toSet()));
  }

  /** The classes of a sealed type, at whatever depth. */
  private static Stream<Class<?>> kindsOf(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(GeneratorsTest::kindsOf)
        : Stream.of(type);
  }

  @Test
  void filtersTellDocumentsApart() {
    MetadataGenerator generator = new MetadataGenerator(new Random(1));
    List<Document> documents = documents(generator, 200);
    int dividing = 0;
    for (int i = 0; i < 1_000; i++) {
      Filter filter = generator.filter(3);
      long matching = documents.stream().filter(filter::matches).count();
      dividing += matching > 0 && matching < documents.size() ? 1 : 0;
    }
    assertThat(dividing).isGreaterThan(500);
  }

  @Test
  void keysMeetAgainButNotInOneBatch() {
    RecordGenerator generator = new RecordGenerator(1, 2, 30);
    List<VectorRecord> batch = generator.batch(60);
    assertThat(batch).hasSize(60);
    List<String> keys = batch.stream().flatMap(record -> record.key().stream()).toList();
    assertThat(keys).doesNotHaveDuplicates().isNotEmpty();
    List<String> more = generator.batch(60).stream().flatMap(r -> r.key().stream()).toList();
    assertThat(more).containsAnyElementsOf(keys);
  }

  private static List<Document> documents(MetadataGenerator generator, int count) {
    return Stream.generate(generator::document).limit(count).toList();
  }
}
