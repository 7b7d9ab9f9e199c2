package io.vecgo.observe;

import java.util.Locale;

/** The words of {@link QueryStats#explain}. */
final class Explanation {
  private final StringBuilder text = new StringBuilder(512);

  private Explanation() {}

  static String of(QueryStats stats) {
    Explanation explanation = new Explanation();
    explanation.whole(stats);
    explanation.phases(stats.phases());
    if (!stats.parts().isEmpty()) {
      explanation.work(stats);
    }
    explanation.text(stats.text());
    stats.parts().forEach(explanation::part);
    stats.text().parts().forEach(explanation::textPart);
    return explanation.text.toString();
  }

  private void whole(QueryStats stats) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s of version %d in %.3f ms: %s searched, %d skipped"
                + " (pruned by statistics %d, by Bloom filter %d, by distance %d)",
            counted(stats.hits(), "hit"),
            stats.version(),
            stats.latency().toNanos() / 1e6,
            counted(stats.segmentsSearched(), "part"),
            stats.segmentsSkipped(),
            stats.segmentsPrunedByStats(),
            stats.segmentsPrunedByBloom(),
            stats.segmentsPrunedByDistance()));
  }

  private void phases(Phases phases) {
    text.append(
        String.format(
            Locale.ROOT,
            "\n  time: filter %.3f ms, plan %.3f, search %.3f, rerank %.3f, fetch %.3f",
            phases.filterNanos() / 1e6,
            phases.planNanos() / 1e6,
            phases.searchNanos() / 1e6,
            phases.rerankNanos() / 1e6,
            phases.fetchNanos() / 1e6));
  }

  private void work(QueryStats stats) {
    text.append(
        String.format(
            Locale.ROOT, "\n  work: %s, cost %.0f", words(stats.work()), stats.costEstimate()));
  }

  private void text(TextStats stats) {
    if (!stats.equals(TextStats.NONE)) {
      text.append(
          String.format(
              Locale.ROOT,
              "\n  text: %s, %d of %d postings read, %.3f ms",
              counted(stats.terms(), "term"),
              stats.postingsRead(),
              stats.matchingPostings(),
              stats.nanos() / 1e6));
    }
  }

  private void part(PartStats part) {
    text.append(
        String.format(
            Locale.ROOT, "\n  %s: %s, because %s", part.part(), plan(part), part.reason().words()));
    text.append(
        String.format(
            Locale.ROOT,
            "\n    %d of %d live rows match (%s)%s",
            part.matchingRows(),
            part.liveRows(),
            percent(part.selectivity()),
            near(part)));
    if (part.plan() != PartStats.Plan.SKIP) {
      text.append(
          String.format(Locale.ROOT, "; %s; %.3f ms", words(part.work()), part.nanos() / 1e6));
    }
  }

  private void textPart(TextPartStats part) {
    text.append(
        String.format(
            Locale.ROOT,
            "\n  text of %s: %s, because %s",
            part.part(),
            part.isSkipped() ? "skipped" : "searched",
            part.reason().words()));
    text.append(
        String.format(
            Locale.ROOT,
            "\n    %d of %d live rows match (%s)",
            part.matchingRows(),
            part.liveRows(),
            percent(part.selectivity())));
    if (!part.isSkipped()) {
      text.append(
          String.format(
              Locale.ROOT,
              "; %d of %d postings read, %s; %.3f ms",
              part.postingsRead(),
              part.matchingPostings(),
              counted(part.candidates(), "candidate"),
              part.nanos() / 1e6));
    }
  }

  private static String plan(PartStats part) {
    String plan =
        switch (part.plan()) {
          case SKIP -> "skipped";
          case EXACT -> "scan";
          case CODES -> "scan of codes";
          case GRAPH -> part.isScannedAfterWalk() ? "walk, then a scan as it met too few" : "walk";
        };
    return Double.isInfinite(part.walkCost())
        ? plan
        : plan
            + String.format(
                Locale.ROOT,
                " (expected cost: walk %.0f, scan %.0f)",
                part.walkCost(),
                part.scanCost());
  }

  private static String near(PartStats part) {
    return Double.isNaN(part.nearSelectivity())
        ? ""
        : String.format(
            Locale.ROOT, ", %s of those near the query", percent(part.nearSelectivity()));
  }

  private static String words(Work work) {
    return String.format(
        Locale.ROOT,
        "%d vectors scanned, %d distances, %d hops, %d candidates, %d reranked, %d bytes read",
        work.vectorsScanned(),
        work.distanceComputations(),
        work.graphHops(),
        work.candidates(),
        work.reranked(),
        work.bytesRead());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g %%", 100 * share);
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
