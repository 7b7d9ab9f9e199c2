package io.vecgo.benchmarks.ann;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The end of a benchmark, for people to read. */
final class TextTables {
  private TextTables() {}

  /** What every run reached: speed per target of recall, and what its index costs. */
  static String summaries(List<Run> runs) {
    StringBuilder table =
        new StringBuilder(
            format(
                "%-20s %6s | %8s %8s %8s | %8s %8s %8s %8s | %8s %8s %8s%n",
                "system",
                "filter",
                "qps@.90",
                "qps@.95",
                "qps@.99",
                "build s",
                "cpu s",
                "disk MB",
                "open ms",
                "peak MB",
                "anon +MB",
                "file MB"));
    runs.forEach(run -> table.append(summary(run)));
    return table.toString();
  }

  private static String summary(Run run) {
    List<String> speeds =
        RatioTable.TARGETS.stream().map(target -> whole(run.curve().qpsAt(target))).toList();
    return format(
        "%-20s %6s | %8s %8s %8s | %8.1f %8.1f %8.1f %8.1f | %8.0f %8.0f %8.0f%n",
        run.label(),
        run.selectivity().isAll() ? "" : Figures.rounded(run.selectivity().share()).toPlainString(),
        speeds.get(0),
        speeds.get(1),
        speeds.get(2),
        run.build().seconds(),
        run.build().cpuSeconds(),
        run.build().bytesOnDisk() / 1e6,
        run.open().openMillis(),
        run.memory().peakBytes() / 1e6,
        (run.memory().anonymousBytes() - run.idle().anonymousBytes()) / 1e6,
        run.memory().fileBytes() / 1e6);
  }

  private static String whole(OptionalDouble figure) {
    return figure.isPresent() ? format("%.0f", figure.getAsDouble()) : "-";
  }

  /** How vecgo compares. */
  static String ratios(RatioTable table) {
    StringBuilder text =
        new StringBuilder(
            format("%-8s %6s %7s | %6s   %s%n", "peer", "filter", "recall", "ratio", "of"));
    table.ratios().forEach(ratio -> text.append(ratio(ratio)));
    return text.toString();
  }

  private static String ratio(RatioTable.Ratio ratio) {
    return format(
        "%-8s %6s %7.2f | %6s   %s / %s%n",
        ratio.peerSystem(),
        ratio.selectivity().isAll()
            ? ""
            : Figures.rounded(ratio.selectivity().share()).toPlainString(),
        ratio.recallTarget(),
        ratio.value().isPresent() ? format("%.2f", ratio.value().getAsDouble()) : "-",
        ratio.vecgo().map(TextTables::contestant).orElse("vecgo does not reach it"),
        ratio.peer().map(TextTables::contestant).orElse("the peer does not reach it"));
  }

  private static String contestant(RatioTable.Contestant contestant) {
    return format("%s %.0f", contestant.config(), contestant.qps());
  }

  /** One line about a point of a sweep. */
  static String point(SweepPoint point) {
    return format(
        "  %5d  recall %.4f  %8.0f qps  p50 %7.1f us  p99 %7.1f us  cpu %7.1f us  median pass +%.0f %%",
        point.knob(),
        point.recall(),
        point.qps(),
        point.p50us(),
        point.p99us(),
        point.cpuUsPerQuery(),
        100 * point.noise());
  }

  static String build(BuildFigures build) {
    return format(
        "  built in %.1f s (%.1f CPU s), %.1f MB on disk, peak %.0f MB",
        build.seconds(), build.cpuSeconds(), build.bytesOnDisk() / 1e6, build.peakRssBytes() / 1e6);
  }

  static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
