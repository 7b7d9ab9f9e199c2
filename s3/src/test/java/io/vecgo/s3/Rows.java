package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobStore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Small databases with rows that have numbers, which are their keys and their vectors. */
final class Rows {
  static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();

  private Rows() {}

  static Vecgo create(BlobStore store) {
    return Vecgo.create(store, CreateOptions.of(2, Metric.L2), MANUAL);
  }

  static VectorRecord row(int number) {
    return VectorRecord.of(number, 1).withKey(Integer.toString(number));
  }

  static void insert(Vecgo database, int... numbers) {
    for (int number : numbers) {
      database.insert(row(number));
    }
  }

  static void assertHas(Vecgo database, int... numbers) {
    try (Stream<StoredRecord> all = database.scan(Filter.all())) {
      List<String> keys = all.map(stored -> stored.key().orElseThrow()).toList();
      assertThat(keys)
          .containsExactlyInAnyOrder(
              Arrays.stream(numbers).mapToObj(Integer::toString).toArray(String[]::new));
    }
  }
}
