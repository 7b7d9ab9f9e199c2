package io.vecgo.text;

import io.vecgo.analysis.Analyzer;
import io.vecgo.model.Document;
import io.vecgo.rows.RowSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * The text fields of a memtable.
 *
 * <p>Threads: {@link #ensureCapacity} and {@link #declare} are called by one thread at a time,
 * {@link #add} for one row by one thread at a time, and everything else by any.
 */
public final class MemoryText {
  private final Analyzer analyzer;
  private final List<MemoryField> fields = new CopyOnWriteArrayList<>();
  private int capacityRows;

  public MemoryText(TextSpec spec) {
    this.analyzer = spec.analyzer();
    spec.fields().forEach(field -> fields.add(new MemoryField(field)));
  }

  /** Makes room for so many rows. */
  public void ensureCapacity(int rows) {
    capacityRows = Math.max(capacityRows, rows);
    fields.forEach(field -> field.ensureCapacity(rows));
  }

  /** Memory in use: exact for lengths and rows of terms, estimated for the terms. */
  public long bytes() {
    return fields.stream().mapToLong(MemoryField::bytes).sum();
  }

  /** Memory of the terms and their rows alone. */
  public long postingsBytes() {
    return fields.stream().mapToLong(MemoryField::postingsBytes).sum();
  }

  /** Indexes the document of a row; fields for which that was done before are left as they are. */
  public void add(int row, Document document) {
    for (MemoryField field : fields) {
      field.add(row, document, analyzer);
    }
  }

  /**
   * Indexes one more field, of rows written before too.
   *
   * @param live rows that are known to be finished; whoever finishes others calls {@link #add}
   *     again
   */
  public void declare(String name, RowSet live, IntFunction<Document> documents) {
    if (isIndexed(name)) {
      return;
    }
    MemoryField field = new MemoryField(name);
    field.ensureCapacity(Math.max(1, capacityRows));
    for (int row = live.nextRow(0); row != RowSet.END; row = live.nextRow(row + 1)) {
      field.add(row, documents.apply(row), analyzer);
    }
    fields.add(field);
  }

  private boolean isIndexed(String name) {
    return fields.stream().anyMatch(field -> field.name().equals(name));
  }

  /** An indexed field as a snapshot sees it. */
  public FieldText field(String name, RowSet live) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow()
        .seenBy(live);
  }
}
