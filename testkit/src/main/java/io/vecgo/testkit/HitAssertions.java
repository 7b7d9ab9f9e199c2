package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.model.Hit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Compares results of searches up to rounding. Two implementations may add floats in another order,
 * so hits whose scores tie within a tolerance may come in any order; nothing else may differ.
 */
public final class HitAssertions {
  private HitAssertions() {}

  /**
   * Checks that two lists answer the same query. At the end of the list, where a tie may be cut, a
   * hit may stand in for another that scores the same.
   *
   * @param relativeTolerance largest difference of scores, relative to the largest score expected
   */
  public static void assertSameHits(
      List<Hit> expected, List<Hit> actual, double relativeTolerance) {
    double largest =
        expected.stream().mapToDouble(hit -> Math.abs((double) hit.score())).max().orElse(0);
    new Comparison(
            expected, expected.size(), _ -> relativeTolerance * largest, Strangers.AT_THE_END)
        .check(actual);
  }

  /** Checks that the hits are the first of a ranking that holds every possible hit. */
  static void assertBestOf(
      List<Hit> ranking, int wanted, List<Hit> actual, ToDoubleFunction<Hit> tolerance) {
    new Comparison(ranking, wanted, tolerance, Strangers.NOWHERE).check(actual);
  }

  /** Where hits are allowed that the ranking does not know. */
  private enum Strangers {
    NOWHERE,
    AT_THE_END
  }

  /**
   * The idea: if the score at each place is right, and each hit has the score that is its own, then
   * the two orders differ only among hits that tie.
   */
  private record Comparison(
      List<Hit> ranking, int wanted, ToDoubleFunction<Hit> tolerance, Strangers strangers) {

    void check(List<Hit> actual) {
      assertThat(actual)
          .as("hits, where %s are expected", ranking.subList(0, wanted))
          .hasSize(wanted);
      assertThat(actual).extracting(Hit::id).doesNotHaveDuplicates();
      assertSorted(actual);
      Map<Long, Hit> byId = new HashMap<>();
      ranking.forEach(hit -> byId.put(hit.id(), hit));
      for (int i = 0; i < wanted; i++) {
        Hit hit = actual.get(i);
        assertScore("hit " + i, hit, ranking.get(i));
        Optional.ofNullable(byId.get(hit.id()))
            .ifPresentOrElse(
                known -> assertSameHit(hit, known), () -> assertStrangerIsAllowed(hit));
      }
    }

    private void assertSameHit(Hit actual, Hit expected) {
      assertScore("id " + actual.id(), actual, expected);
      assertSameContent(actual, expected);
    }

    private void assertScore(String what, Hit actual, Hit expected) {
      double difference = Math.abs((double) actual.score() - expected.score());
      assertThat(difference)
          .as("%s: error of score %s, where %s is expected", what, actual.score(), expected.score())
          .isLessThanOrEqualTo(tolerance.applyAsDouble(expected));
    }

    private void assertStrangerIsAllowed(Hit stranger) {
      assertThat(strangers)
          .as("id %s: should not be found", stranger.id())
          .isEqualTo(Strangers.AT_THE_END);
      assertScore(
          "id " + stranger.id() + " in place of the last", stranger, ranking.get(wanted - 1));
    }

    /** The list must be in order by its own scores, without any tolerance. */
    private void assertSorted(List<Hit> actual) {
      double direction =
          wanted == 0 ? 0 : Math.signum(ranking.getLast().score() - ranking.getFirst().score());
      for (int i = 1; i < actual.size(); i++) {
        Hit before = actual.get(i - 1);
        Hit hit = actual.get(i);
        assertThat(direction * ((double) hit.score() - before.score()))
            .as("hit %s: score %s after %s", i, hit.score(), before.score())
            .isGreaterThanOrEqualTo(0);
        if (hit.score() == before.score()) {
          assertThat(hit.id()).as("hit %s: id among equal scores", i).isGreaterThan(before.id());
        }
      }
    }

    private static void assertSameContent(Hit actual, Hit expected) {
      assertThat(actual.key()).as("key of id %s", actual.id()).isEqualTo(expected.key());
      assertThat(actual.metadata())
          .as("metadata of id %s", actual.id())
          .isEqualTo(expected.metadata());
      assertThat(actual.vector().map(Arrays::toString))
          .as("vector of id %s", actual.id())
          .isEqualTo(expected.vector().map(Arrays::toString));
      assertThat(actual.payload().map(Arrays::toString))
          .as("payload of id %s", actual.id())
          .isEqualTo(expected.payload().map(Arrays::toString));
    }
  }
}
