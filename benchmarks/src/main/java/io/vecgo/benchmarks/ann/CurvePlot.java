package io.vecgo.benchmarks.ann;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws the curves of runs, recall to the right and queries a second upwards, as one SVG document.
 * Each curve has its name beside it.
 */
final class CurvePlot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 600;
  private static final int LEFT = 76;
  private static final int RIGHT = WIDTH - 170;
  private static final int TOP = 56;
  private static final int BOTTOM = HEIGHT - 56;
  private static final int LABEL_HEIGHT = 16;
  private static final List<String> OWN_COLOURS = List.of("#0b57d0", "#6a3fd0", "#00838f");
  private static final List<String> LUCENE_COLOURS =
      List.of("#c43e00", "#e07b00", "#a15c00", "#b8860b", "#8d3b2b");
  private static final List<String> OTHER_COLOURS =
      List.of("#1b7f3b", "#5a9e1f", "#0f766e", "#4d7c0f");

  private final String title;
  private final List<Line> lines;
  private final Axis recall;
  private final Axis qps;
  private final StringBuilder svg = new StringBuilder();

  /** A curve with its looks. */
  private record Line(String label, String colour, double width, List<SweepPoint> points) {}

  /** The end of a curve, and how far up or down its label may be moved. */
  private record Label(Line line, double x, double y, double textY) {}

  private CurvePlot(String title, List<Run> runs) {
    this.title = title;
    this.lines = lines(runs);
    List<SweepPoint> points = lines.stream().flatMap(line -> line.points().stream()).toList();
    this.recall =
        Axis.recall(
            points.stream().mapToDouble(SweepPoint::recall).min().orElse(0.5),
            points.stream().mapToDouble(SweepPoint::recall).max().orElse(1),
            LEFT,
            RIGHT);
    this.qps =
        Axis.logarithmic(
            points.stream().mapToDouble(SweepPoint::qps).min().orElse(1),
            points.stream().mapToDouble(SweepPoint::qps).max().orElse(10),
            BOTTOM,
            TOP);
  }

  /** The document. */
  static String svg(String title, List<Run> runs) {
    return new CurvePlot(title, runs).draw();
  }

  private static List<Line> lines(List<Run> runs) {
    List<Line> lines = new ArrayList<>();
    for (Run run : runs) {
      long before =
          lines.stream().filter(line -> line.label().startsWith(run.system() + " ")).count();
      List<String> colours = colours(run.system());
      String colour = colours.get((int) (before % colours.size()));
      double width = run.system().equals("vecgo") ? 3 : 1.8;
      lines.add(new Line(run.label(), colour, width, run.curve().points()));
    }
    return lines;
  }

  private static List<String> colours(String system) {
    return switch (system) {
      case "vecgo" -> OWN_COLOURS;
      case "lucene" -> LUCENE_COLOURS;
      default -> OTHER_COLOURS;
    };
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    add(
        "<text x=\"%d\" y=\"28\" font-size=\"17\" fill=\"#202124\">%s</text>",
        LEFT, escaped(title));
    recall.ticks().forEach(this::drawRecallTick);
    qps.ticks().forEach(this::drawQpsTick);
    add("<text x=\"%d\" y=\"%d\" fill=\"#5f6368\">recall</text>", RIGHT - 34, BOTTOM + 42);
    add("<text x=\"%d\" y=\"%d\" fill=\"#5f6368\">queries a second (log)</text>", LEFT, TOP - 10);
    lines.forEach(this::drawLine);
    labels().forEach(this::drawLabel);
    add("</svg>");
    return svg.toString();
  }

  private void drawRecallTick(double tick) {
    double x = recall.place(tick);
    add(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#e4e6ea\"/>",
        x, TOP, x, BOTTOM);
    add(
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#5f6368\">%s</text>",
        x, BOTTOM + 20, Figures.rounded(tick).toPlainString());
  }

  private void drawQpsTick(double tick) {
    double y = qps.place(tick);
    add(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e4e6ea\"/>",
        LEFT, y, RIGHT, y);
    add(
        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#5f6368\">%s</text>",
        LEFT - 8, y + 4, tick < 1 ? "%.1f".formatted(tick) : "%,.0f".formatted(tick));
  }

  private void drawLine(Line line) {
    StringBuilder path = new StringBuilder();
    for (SweepPoint point : line.points()) {
      path.append(text("%.1f,%.1f ", recall.place(point.recall()), qps.place(point.qps())));
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
        path.toString().strip(), line.colour(), line.width());
    for (SweepPoint point : line.points()) {
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>",
          recall.place(point.recall()), qps.place(point.qps()), line.width() + 0.6, line.colour());
    }
  }

  /** From top to bottom, moved down so far that none covers another. */
  private List<Label> labels() {
    List<Line> sorted =
        lines.stream()
            .filter(line -> !line.points().isEmpty())
            .sorted(Comparator.comparingDouble(line -> qps.place(line.points().getLast().qps())))
            .toList();
    List<Label> labels = new ArrayList<>();
    double free = TOP;
    for (Line line : sorted) {
      SweepPoint last = line.points().getLast();
      double y = qps.place(last.qps());
      double textY = Math.max(y, free);
      free = textY + LABEL_HEIGHT;
      labels.add(new Label(line, recall.place(last.recall()), y, textY));
    }
    return labels;
  }

  private void drawLabel(Label label) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"0.6\" stroke-dasharray=\"2 3\"/>",
        label.x(), label.y(), RIGHT + 8, label.textY(), label.line().colour());
    add(
        "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
        RIGHT + 12, label.textY() + 4, label.line().colour(), escaped(label.line().label()));
  }

  private void add(String format, Object... arguments) {
    svg.append(text(format, arguments)).append('\n');
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
