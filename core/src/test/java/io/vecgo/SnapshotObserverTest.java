package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotObserverTest {
  private final List<Boolean> found = new ArrayList<>();

  private final MetricsObserver observer =
      new MetricsObserver() {
        @Override
        public void onGet(boolean wasFound, Duration latency) {
          found.add(wasFound);
        }
      };

  @Test
  void lookUpsInASnapshotAreObservedLikeSearches() {
    MemoryStore store = new MemoryStore();
    Vecgo.create(store, CreateOptions.of(1, Metric.L2)).close();
    try (Vecgo database = Vecgo.open(store, OpenOptions.defaults().observedBy(observer))) {
      database.insert(VectorRecord.of(1).withKey("k"));
      try (Snapshot snapshot = database.snapshot()) {
        snapshot.get("k");
        snapshot.get(99);
      }
    }
    assertThat(found).containsExactly(true, false);
  }
}
