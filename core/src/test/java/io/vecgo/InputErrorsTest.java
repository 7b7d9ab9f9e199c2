package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.FieldType;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be written or asked is refused, and the message names the value. */
class InputErrorsTest {
  private final Vecgo database = Vecgo.create(new MemoryStore(), CreateOptions.of(3, Metric.L2));

  @AfterEach
  void close() {
    assertThat(database.stats().totalVectors()).as("rows of refused records").isZero();
    database.closeDiscarding();
  }

  private static void refused(ThrowingCallable operation, String... parts) {
    assertThatIllegalArgumentException().isThrownBy(operation).withMessageContainingAll(parts);
  }

  private void refusedVector(String[] parts, float... vector) {
    refused(() -> database.insert(VectorRecord.of(vector)), parts);
    refused(() -> database.upsert(VectorRecord.of(vector)), parts);
    refused(() -> database.search(Query.of(vector)), parts);
  }

  @Test
  void wrongDimension() {
    refusedVector(new String[] {"dimension=2", "3"}, 1, 2);
    refusedVector(new String[] {"dimension=4", "3"}, 1, 2, 3, 4);
    refusedVector(new String[] {"dimension=0", "3"});
  }

  @Test
  void componentsThatAreNotFinite() {
    refusedVector(new String[] {"vector[1]=NaN", "finite"}, 1, Float.NaN, 3);
    refusedVector(new String[] {"vector[0]=Infinity"}, Float.POSITIVE_INFINITY, 2, 3);
    refusedVector(new String[] {"vector[2]=-Infinity"}, 1, 2, Float.NEGATIVE_INFINITY);
  }

  @Test
  void vectorSoLongThatDistancesOverflow() {
    refusedVector(new String[] {"vector length="}, Float.MAX_VALUE, 0, 0);
    refusedVector(new String[] {"vector length="}, 1e19f, 0, 0);
  }

  @Test
  void vectorWithoutDirectionUnderCosine() {
    try (Vecgo cosine = Vecgo.create(new MemoryStore(), CreateOptions.of(2, Metric.COSINE))) {
      refused(() -> cosine.insert(VectorRecord.of(0, 0)), "vector length=0.0", "cosine");
      refused(() -> cosine.insert(VectorRecord.of(-0f, 1e-30f)), "vector length=", "cosine");
      refused(() -> cosine.search(Query.of(0, 0)), "vector length=0.0", "cosine");
      assertThat(cosine.stats().totalVectors()).isZero();
    }
  }

  @Test
  void vectorOfLengthZeroIsFineUnderOtherMetrics() {
    for (Metric metric : new Metric[] {Metric.L2, Metric.DOT}) {
      try (Vecgo other = Vecgo.create(new MemoryStore(), CreateOptions.of(2, metric))) {
        other.insert(VectorRecord.of(0, 0));
        assertThat(other.search(Query.of(0, 0)).hits()).hasSize(1);
      }
    }
  }

  @Test
  void keysOutOfBounds() {
    refused(() -> VectorRecord.of(1, 2, 3).withKey(""), "key bytes=0");
    refused(() -> VectorRecord.of(1, 2, 3).withKey("k".repeat(513)), "key bytes=513", "512");
    refused(() -> VectorRecord.of(1, 2, 3).withKey("ü".repeat(257)), "key bytes=514");
  }

  @Test
  void textThatCannotBeWrittenAsUnicode() {
    for (String half : new String[] {"\uD83D", "a\uDE00", "\uDE00\uD83D", "\uD83Da"}) {
      refused(() -> VectorRecord.of(1, 2, 3).withKey(half), "key=", "surrogate");
      refused(() -> VectorRecord.of(1, 2, 3).with("f", half), "value=", "surrogate");
      refused(() -> VectorRecord.of(1, 2, 3).with(half, 1), "field name=", "surrogate");
    }
  }

  @Test
  void hitsOutOfBounds() {
    refused(() -> Query.of(1, 2, 3).k(0), "k=0");
    refused(() -> Query.of(1, 2, 3).k(-1), "k=-1");
    refused(() -> Query.of(1, 2, 3).k(Limits.K_MAX + 1), "k=65537", "65536");
    refused(() -> Query.of(1, 2, 3).ef(0), "ef=0");
  }

  @Test
  void payloadTooLarge() {
    refused(
        () -> VectorRecord.of(1, 2, 3).withPayload(new byte[Limits.PAYLOAD_BYTES_MAX + 1]),
        "payload bytes=" + (Limits.PAYLOAD_BYTES_MAX + 1));
  }

  @Test
  void metadataTooLarge() {
    String text = "x".repeat(Limits.DOCUMENT_BYTES_MAX);
    refused(() -> database.insert(VectorRecord.of(1, 2, 3).with("f", text)), "metadata bytes=");
    refused(() -> VectorRecord.of(1, 2, 3).with("f".repeat(257), 1), "field name bytes=257");
    refused(() -> VectorRecord.of(1, 2, 3).with("f", Double.NaN), "NaN");
  }

  @Test
  void metadataAgainstTheSchema() {
    Schema schema = Schema.parse("year:int,title:text!");
    CreateOptions options = CreateOptions.of(1, Metric.L2).withSchema(schema);
    try (Vecgo strict = Vecgo.create(new MemoryStore(), options)) {
      refused(() -> strict.insert(VectorRecord.of(1)), "field=title", "missing");
      VectorRecord titled = VectorRecord.of(1).with("title", "t");
      refused(() -> strict.insert(titled.with("year", "2024")), "field=year", "2024", "int");
      refused(() -> strict.upsert(titled.with("year", 1.5)), "field=year", "1.5", "int");
      strict.insert(titled.with("year", 2024).with("free", true));
      assertThat(strict.stats().totalVectors()).isEqualTo(1);
    }
  }

  @Test
  void optionsOutOfBounds() {
    refused(() -> CreateOptions.of(0, Metric.L2), "dimension=0");
    refused(() -> CreateOptions.of(Limits.DIMENSION_MAX + 1, Metric.L2), "dimension=16385");
    refused(() -> IndexSettings.DEFAULT.withM(3), "m=3");
    refused(() -> IndexSettings.DEFAULT.withEfConstruction(15), "efConstruction=15");
    refused(() -> new Quantization.RaBitQ(3), "bits=3");
    refused(() -> new Quantization.Scalar(7), "bits=7");
    refused(() -> Quantization.parse("pq-x"), "quantization=pq-x");
    refused(() -> Quantization.parse("sq8-2"), "quantization=sq8-2");
    IndexSettings pq9 = IndexSettings.DEFAULT.withQuantization(Quantization.parse("pq-9"));
    refused(() -> CreateOptions.of(8, Metric.L2).withIndex(pq9), "subspaces=9");
    IndexSettings turbo = IndexSettings.DEFAULT.withLayout(Layout.TURBO);
    refused(() -> CreateOptions.of(4_097, Metric.L2).withIndex(turbo), "dimension=4097");
    refused(() -> Layout.parse("fast"), "layout=fast");
    refused(() -> Schema.NONE.with("", FieldType.INT, Schema.Presence.OPTIONAL), "field name");
  }

  @Test
  void limitsThemselvesAreAllowed() {
    CreateOptions options = CreateOptions.of(Limits.DIMENSION_MAX, Metric.COSINE);
    float[] wide = new float[Limits.DIMENSION_MAX];
    Arrays.fill(wide, 0.5f);
    try (Vecgo large = Vecgo.create(new MemoryStore(), options)) {
      large.insert(VectorRecord.of(wide).withKey("k".repeat(512)).with("f".repeat(256), 1));
      large.commit();
      assertThat(large.get("k".repeat(512)).orElseThrow().vector()).containsExactly(wide);
      assertThat(large.search(Query.of(wide).k(Limits.K_MAX)).hits()).hasSize(1);
    }
  }
}
