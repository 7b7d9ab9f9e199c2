package io.vecgo.cli.output;

import io.vecgo.cli.output.Style.Ink;
import io.vecgo.cli.output.Table.Column;
import io.vecgo.model.Document;
import io.vecgo.model.Hit;
import io.vecgo.model.Schema;
import java.util.List;
import java.util.Optional;

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
    boolean isHybrid = hits.stream().anyMatch(HitTable::hasPlaces);
    Table table = isHybrid ? hybridTable() : plainTable();
    for (Hit hit : hits) {
      table.add(isHybrid ? hybridCells(hit) : plainCells(hit));
    }
    if (!hits.isEmpty()) {
      table.print(console);
    }
  }

  private static boolean hasPlaces(Hit hit) {
    return hit.byVector().isPresent() || hit.byText().isPresent();
  }

  private static Table plainTable() {
    return new Table(Column.right("score"), Column.right("key"), Column.left("text"));
  }

  private String[] plainCells(Hit hit) {
    return new String[] {Figures.score(hit.score()), key(hit), text(hit)};
  }

  private static Table hybridTable() {
    return new Table(
        Column.right("score"),
        Column.right("by vector"),
        Column.right("by text"),
        Column.right("key"),
        Column.left("text"));
  }

  private String[] hybridCells(Hit hit) {
    return new String[] {
      Figures.score(hit.score()), place(hit.byVector()), place(hit.byText()), key(hit), text(hit)
    };
  }

  private static String place(Optional<Hit.Place> place) {
    return place.map(of -> "#" + of.rank() + " " + Figures.score(of.score())).orElse("");
  }

  private static String key(Hit hit) {
    return hit.key().orElseGet(() -> "id " + hit.id());
  }

  private String text(Hit hit) {
    return text.of(hit.metadata().orElse(Document.EMPTY));
  }
}
