package io.vecgo.cli.output;

import io.vecgo.cli.output.Style.Ink;
import io.vecgo.cli.output.Table.Column;
import io.vecgo.model.Document;
import io.vecgo.model.Hit;
import io.vecgo.model.Schema;
import java.util.List;

/** Hits as a table of score, key and text. */
public final class HitTable {
  private final Console console;
  private final MetadataText text;

  public HitTable(Console console, Schema schema) {
    this.console = console;
    this.text = new MetadataText(schema);
  }

  /** Prints a title, as one line, and a row for each hit; without hits, the title alone. */
  public void print(String title, List<Hit> hits) {
    String line = Cells.cut(Cells.clean(title), console.terminal().outColumns());
    console.println(console.paint(Ink.CYAN, line));
    Table table = new Table(Column.right("score"), Column.right("key"), Column.left("text"));
    for (Hit hit : hits) {
      table.add(
          Figures.score(hit.score()),
          hit.key().orElseGet(() -> "id " + hit.id()),
          text.of(hit.metadata().orElse(Document.EMPTY)));
    }
    if (!hits.isEmpty()) {
      table.print(console);
    }
  }
}
