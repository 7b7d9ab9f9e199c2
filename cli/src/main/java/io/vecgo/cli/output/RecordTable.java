package io.vecgo.cli.output;

import io.vecgo.cli.output.Table.Column;
import io.vecgo.model.Schema;
import io.vecgo.model.StoredRecord;
import java.util.Iterator;

/** Records as tables of id, key and text. */
public final class RecordTable {
  /** Columns are as wide as what is in them, which needs all of a table in memory. */
  private static final int ROWS_PER_TABLE = 1_000;

  private RecordTable() {}

  /** Prints all records; a new table begins after each thousand. */
  public static void print(Iterator<StoredRecord> records, Console console, Schema schema) {
    MetadataText text = new MetadataText(schema);
    while (records.hasNext() && !console.out().checkError()) {
      Table table = new Table(Column.right("id"), Column.right("key"), Column.left("text"));
      for (int i = 0; i < ROWS_PER_TABLE && records.hasNext(); i++) {
        StoredRecord record = records.next();
        table.add(Long.toString(record.id()), record.key().orElse(""), text.of(record.metadata()));
      }
      table.print(console);
    }
  }
}
