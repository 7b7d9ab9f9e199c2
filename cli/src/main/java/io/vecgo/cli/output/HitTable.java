package io.vecgo.cli.output;

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

  public void print(List<Hit> hits) {
    Table table = new Table(Column.right("score"), Column.right("key"), Column.left("text"));
    for (Hit hit : hits) {
      table.add(
          Figures.score(hit.score()),
          hit.key().orElseGet(() -> "id " + hit.id()),
          text.of(hit.metadata().orElse(Document.EMPTY)));
    }
    table.print(console);
  }
}
