package io.vecgo.cli.output;

import io.vecgo.cli.output.Style.Ink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells in aligned columns. The last column is cut where the terminal ends. */
public final class Table {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  /** Where in its column a cell stands. */
  public enum Align {
    LEFT,
    RIGHT
  }

  /** Title and alignment of a column. */
  public record Column(String title, Align align) {
    public static Column left(String title) {
      return new Column(title, Align.LEFT);
    }

    public static Column right(String title) {
      return new Column(title, Align.RIGHT);
    }
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row of one cell for each column. */
  public void add(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException("cells=" + cells.length + ": must be " + columns.size());
    }
    rows.add(Arrays.stream(cells).map(Cells::clean).toList());
  }

  public void print(Console console) {
    int[] widths = widths(console.terminal().outColumns());
    List<String> titles = columns.stream().map(Column::title).toList();
    console.println(console.paint(Ink.FAINT, line(titles, widths)));
    for (List<String> row : rows) {
      console.println(line(row, widths));
    }
  }

  private int[] widths(int lineChars) {
    int[] widths = new int[columns.size()];
    int used = INDENT.length();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widest(i), Cells.width(columns.get(i).title()));
      used += i < widths.length - 1 ? widths[i] + GAP.length() : 0;
    }
    int last = widths.length - 1;
    widths[last] = Math.min(widths[last], Math.max(1, lineChars - used));
    return widths;
  }

  private int widest(int column) {
    return rows.stream().mapToInt(row -> Cells.width(row.get(column))).max().orElse(0);
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP).append(padded(cells.get(i), columns.get(i), widths[i]));
    }
    return line.toString().stripTrailing();
  }

  private static String padded(String cell, Column column, int width) {
    String text = Cells.cut(cell, width);
    return switch (column.align()) {
      case LEFT -> Cells.padRight(text, width);
      case RIGHT -> Cells.padLeft(text, width);
    };
  }
}
