package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.DuplicateKeyException;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelDatabaseTest {
  private final ModelDatabase model = new ModelDatabase(Metric.L2);

  @Test
  void l2ScoreIsTheSquaredDistanceAscending() {
    model.insertAll(List.of(at(3, 4), at(1, 0), at(0, 2)));
    assertThat(scores(model.search(Query.of(0, 0)))).containsExactly(1f, 4f, 25f);
    assertThat(ids(model.search(Query.of(0, 0)))).containsExactly(2L, 3L, 1L);
  }

  @Test
  void cosineScoreIsTheCosineDescending() {
    ModelDatabase cosine = new ModelDatabase(Metric.COSINE);
    cosine.insertAll(List.of(at(0, 5), at(3, 0), at(-1, 0), at(3, 4)));
    assertThat(scores(cosine.search(Query.of(2, 0)))).containsExactly(1f, 0.6f, 0f, -1f);
  }

  @Test
  void dotScoreIsTheInnerProductDescending() {
    ModelDatabase dot = new ModelDatabase(Metric.DOT);
    dot.insertAll(List.of(at(1, 1), at(5, 0), at(-2, 1)));
    assertThat(scores(dot.search(Query.of(2, 1)))).containsExactly(10f, 3f, -3f);
  }

  @Test
  void equalScoresComeInTheOrderOfIds() {
    model.insertAll(List.of(at(0, 1), at(1, 0), at(-1, 0), at(0, 0)));
    assertThat(ids(model.search(Query.of(0, 0)))).containsExactly(4L, 1L, 2L, 3L);
  }

  @Test
  void noMoreThanKAreReturned() {
    model.insertAll(List.of(at(1, 0), at(2, 0), at(3, 0)));
    assertThat(ids(model.search(Query.of(0, 0).k(2)))).containsExactly(1L, 2L);
  }

  @Test
  void onlyMatchingRecordsAreFound() {
    model.insert(at(1, 0).with("colour", "red"));
    model.insert(at(2, 0).with("colour", "blue"));
    model.insert(at(3, 0));
    assertThat(ids(model.search(Query.of(0, 0).filter(Filter.eq("colour", "blue")))))
        .containsExactly(2L);
    assertThat(ids(model.search(Query.of(0, 0).filter(Filter.ne("colour", "blue")))))
        .containsExactly(1L, 3L);
  }

  @Test
  void hitCarriesWhatWasAskedFor() {
    model.insert(at(1, 0).withKey("a").with("n", 1).withPayload(new byte[] {7}));
    Hit bare = model.search(Query.of(0, 0).returning()).getFirst();
    assertThat(bare.key()).contains("a");
    assertThat(bare.metadata()).isEmpty();
    assertThat(bare.vector()).isEmpty();
    assertThat(bare.payload()).isEmpty();
    Hit full =
        model
            .search(Query.of(0, 0).returning(Returned.METADATA, Returned.VECTOR, Returned.PAYLOAD))
            .getFirst();
    assertThat(full.metadata().orElseThrow().get("n")).isPresent();
    assertThat(full.vector().orElseThrow()).containsExactly(1, 0);
    assertThat(full.payload().orElseThrow()).containsExactly(7);
  }

  @Test
  void insertGivesAscendingIds() {
    assertThat(model.insert(at(0, 0))).isEqualTo(1);
    assertThat(model.insertAll(List.of(at(0, 0), at(0, 0)))).containsExactly(2, 3);
    assertThat(model.delete(3)).isTrue();
    assertThat(model.insert(at(0, 0))).isEqualTo(4);
  }

  @Test
  void recordsAreKeptAsTheyWereGiven() {
    float[] vector = {1, 2};
    model.insert(VectorRecord.of(vector).withKey("a"));
    vector[0] = 9;
    StoredRecord stored = model.get("a").orElseThrow();
    assertThat(stored.vector()).containsExactly(1, 2);
    stored.vector()[0] = 9;
    assertThat(model.get(1).orElseThrow().vector()).containsExactly(1, 2);
  }

  @Test
  void insertOfALiveKeyIsRefusedAsAWhole() {
    model.insert(at(0, 0).withKey("a"));
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> model.insertAll(List.of(at(1, 1), at(2, 2).withKey("a"))));
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> model.insertAll(List.of(at(1, 1).withKey("b"), at(2, 2).withKey("b"))));
    assertThat(model.ids()).containsExactly(1L);
  }

  @Test
  void upsertReplacesTheLiveRecordUnderANewId() {
    model.insert(at(0, 0).withKey("a"));
    assertThat(model.upsert(at(1, 1).withKey("a"))).isEqualTo(2);
    assertThat(model.ids()).containsExactly(2L);
    assertThat(model.get("a").map(StoredRecord::id)).contains(2L);
  }

  @Test
  void upsertWithoutAKeyInserts() {
    model.upsert(at(0, 0));
    model.upsert(at(0, 0));
    assertThat(model.count()).isEqualTo(2);
  }

  @Test
  void deletedRecordIsGone() {
    model.insertAll(List.of(at(0, 0).withKey("a"), at(1, 1).withKey("b")));
    assertThat(model.delete("a")).isTrue();
    assertThat(model.delete("a")).isFalse();
    assertThat(model.delete(1)).isFalse();
    assertThat(model.get("a")).isEmpty();
    assertThat(model.ids()).containsExactly(2L);
    assertThat(model.insert(at(0, 0).withKey("a"))).isEqualTo(3);
  }

  @Test
  void deleteByFilterCountsWhatMatched() {
    model.insertAll(List.of(at(0, 0).with("n", 1), at(1, 1).with("n", 2), at(2, 2)));
    assertThat(model.delete(Filter.lt("n", 3))).isEqualTo(2);
    assertThat(model.delete(Filter.lt("n", 3))).isZero();
    assertThat(model.ids()).containsExactly(3L);
  }

  @Test
  void discardGoesBackToTheLastCommit() {
    model.insert(at(0, 0));
    model.commit(1);
    model.insert(at(1, 1));
    model.delete(1);
    model.discard();
    assertThat(model.ids()).containsExactly(1L);
    assertThat(model.insert(at(2, 2))).isEqualTo(2);
  }

  @Test
  void pastVersionsStay() {
    model.insert(at(0, 0).withKey("a"));
    model.commit(1);
    model.upsert(at(1, 1).withKey("a"));
    model.commit(2);
    model.delete("a");
    assertThat(model.at(1).ids()).containsExactly(1L);
    assertThat(model.at(2).ids()).containsExactly(2L);
    model.at(2).insert(at(3, 3));
    assertThat(model.at(2).ids()).containsExactly(2L);
    assertThat(model.ids()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> model.at(3));
  }

  @Test
  void countTellsHowManyMatch() {
    model.insertAll(List.of(at(1, 0), at(1, 0).with("n", 1)));
    assertThat(model.count(Filter.exists("n"))).isEqualTo(1);
  }

  @Test
  void rollbackBringsRecordsBackAndNoId() {
    model.insert(at(1, 0));
    model.commit(1);
    model.delete(1);
    model.insert(at(2, 0));
    model.commit(2);
    model.rollback(1, 3);
    assertThat(model.ids()).containsExactly(1L);
    assertThat(model.insert(at(3, 0))).isEqualTo(3);
    assertThat(model.at(3).ids()).containsExactly(1L);
  }

  @Test
  void crashLeavesAVersion() {
    model.insert(at(1, 0));
    model.commit(1);
    model.insert(at(2, 0));
    model.commit(2);
    model.crash(1);
    assertThat(model.ids()).containsExactly(1L);
    assertThat(model.insert(at(3, 0))).isEqualTo(2);
  }

  @Test
  void copyGoesItsOwnWay() {
    model.insert(at(1, 0));
    ModelDatabase copy = model.copy();
    model.delete(1);
    assertThat(copy.ids()).containsExactly(1L);
  }

  @Test
  void trueAnswerIsAccepted() {
    RecordGenerator generator = new RecordGenerator(1, 8, 100);
    for (Metric metric : Metric.values()) {
      ModelDatabase database = new ModelDatabase(metric);
      database.upsertAll(generator.batch(100));
      Query query = generator.query();
      database.assertAnswers(query, database.search(query), 0);
    }
  }

  @Test
  void cutTieMayBeAnsweredByAnyOfItsRecords() {
    model.insertAll(List.of(at(1, 0), at(0, 1), at(0, 0)));
    Query query = Query.of(0, 0).k(2);
    List<Hit> all = model.search(query.k(3));
    model.assertAnswers(query, List.of(all.get(0), all.get(2)), 1e-6);
  }

  @Test
  void recordThatIsNotTheBestIsRejected() {
    model.insertAll(List.of(at(1, 0), at(2, 0), at(3, 0)));
    Query query = Query.of(0, 0).k(2);
    List<Hit> all = model.search(query.k(3));
    assertRejected(query, List.of(all.get(0), all.get(2)), "hit 1: error of score 9.0");
  }

  @Test
  void recordThatDoesNotMatchIsRejected() {
    model.insertAll(List.of(at(1, 0), at(1, 0).with("n", 1)));
    Query query = Query.of(0, 0).filter(Filter.exists("n"));
    assertRejected(query, model.search(Query.of(0, 0).k(1)), "id 1: should not be found");
  }

  @Test
  void missingHitIsRejected() {
    model.insertAll(List.of(at(1, 0), at(2, 0)));
    Query query = Query.of(0, 0);
    assertRejected(query, model.search(query.k(1)), "hits, where");
  }

  private void assertRejected(Query query, List<Hit> hits, String message) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> model.assertAnswers(query, hits, 1e-6))
        .withMessageContaining(message);
  }

  private static VectorRecord at(float x, float y) {
    return VectorRecord.of(x, y);
  }

  private static List<Float> scores(List<Hit> hits) {
    return hits.stream().map(Hit::score).toList();
  }

  private static List<Long> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }
}
