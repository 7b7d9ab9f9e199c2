package io.vecgo.testkit;

import static io.vecgo.testkit.HitAssertions.assertSameHits;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.Document;
import io.vecgo.model.Hit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitAssertionsTest {
  private static final double TOLERANCE = 1e-3;
  private static final List<Hit> EXPECTED =
      List.of(hit(1, 1), hit(2, 2), hit(3, 2.001f), hit(4, 4));

  @Test
  void sameListIsAccepted() {
    assertSameHits(EXPECTED, EXPECTED, 0);
    assertSameHits(List.of(), List.of(), 0);
  }

  @Test
  void roundingIsAccepted() {
    assertSameHits(EXPECTED, List.of(hit(1, 1.001f), hit(2, 2), hit(3, 2), hit(4, 4)), TOLERANCE);
  }

  @Test
  void tiesMayComeInAnyOrder() {
    assertSameHits(EXPECTED, List.of(hit(1, 1), hit(3, 2), hit(2, 2.001f), hit(4, 4)), TOLERANCE);
  }

  @Test
  void descendingScoresAreAccepted() {
    List<Hit> descending = List.of(hit(1, 0.9f), hit(2, 0.5f), hit(3, -0.5f));
    assertSameHits(descending, descending, 0);
  }

  @Test
  void lastOfATieMayBeAnother() {
    assertSameHits(EXPECTED, List.of(hit(1, 1), hit(2, 2), hit(3, 2.001f), hit(9, 4)), TOLERANCE);
  }

  @Test
  void strangerInTheMiddleIsRejected() {
    assertRejected("id 9 in place of the last", hit(1, 1), hit(9, 2), hit(3, 2.001f), hit(4, 4));
  }

  @Test
  void wrongScoreIsRejected() {
    assertRejected("hit 0: error of score 1.1", hit(1, 1.1f), hit(2, 2), hit(3, 2.001f), hit(4, 4));
  }

  @Test
  void hitsThatDoNotTieMustNotChangePlaces() {
    assertRejected("id 2: error of score 1.0", hit(2, 1), hit(1, 2), hit(3, 2.001f), hit(4, 4));
  }

  @Test
  void missingHitIsRejected() {
    assertRejected("hits, where", hit(1, 1), hit(2, 2), hit(3, 2.001f));
  }

  @Test
  void doubledHitIsRejected() {
    assertRejected("duplicate", hit(1, 1), hit(2, 2), hit(2, 2.001f), hit(4, 4));
  }

  @Test
  void listThatIsNotSortedIsRejected() {
    assertRejected("hit 2: score 2.0 after 2.001", hit(1, 1), hit(2, 2.001f), hit(3, 2), hit(4, 4));
  }

  @Test
  void equalScoresOutOfTheOrderOfIdsAreRejected() {
    assertRejected("hit 2: id among equal", hit(1, 1), hit(3, 2), hit(2, 2), hit(4, 4));
  }

  @Test
  void otherKeyIsRejected() {
    assertContentRejected("key", hit("b", 1, 1, 1));
  }

  @Test
  void otherMetadataIsRejected() {
    assertContentRejected("metadata", hit("a", 2, 1, 1));
  }

  @Test
  void otherVectorIsRejected() {
    assertContentRejected("vector", hit("a", 1, 2, 1));
  }

  @Test
  void otherPayloadIsRejected() {
    assertContentRejected("payload", hit("a", 1, 1, 2));
  }

  private static void assertRejected(String message, Hit... actual) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertSameHits(EXPECTED, List.of(actual), TOLERANCE))
        .withMessageContaining(message);
  }

  private static void assertContentRejected(String what, Hit actual) {
    assertSameHits(List.of(hit("a", 1, 1, 1)), List.of(hit("a", 1, 1, 1)), 0);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertSameHits(List.of(hit("a", 1, 1, 1)), List.of(actual), 0))
        .withMessageContaining(what + " of id 1");
  }

  private static Hit hit(long id, float score) {
    return new Hit(
        id, Optional.empty(), score, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Hit hit(String key, int field, float component, int payload) {
    return new Hit(
        1,
        Optional.of(key),
        1,
        Optional.of(Document.of("n", field)),
        Optional.of(new float[] {component}),
        Optional.of(new byte[] {(byte) payload}));
  }
}
