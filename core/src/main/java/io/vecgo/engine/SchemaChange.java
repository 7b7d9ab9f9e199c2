package io.vecgo.engine;

import io.vecgo.model.FieldType;
import io.vecgo.model.Schema;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import java.util.List;
import java.util.Optional;

/**
 * Declares one more field, which all live rows must satisfy. Texts in memory are indexed at once.
 */
record SchemaChange(Schema.Field field) {

  State applied(State state) {
    Optional<Schema.Field> declared = state.schema().field(field.name());
    if (declared.isPresent()) {
      checkSame(declared.get());
      return state;
    }
    state.parts().forEach(this::checkRows);
    if (field.type() == FieldType.TEXT) {
      state.memtables().forEach(part -> part.table().declareText(field.name(), part.live()));
    }
    return state.withSchema(state.schema().with(field.name(), field.type(), field.presence()));
  }

  private void checkSame(Schema.Field declared) {
    if (!declared.equals(field)) {
      throw new IllegalArgumentException(
          "field=" + field.name() + ": declared already as " + new Schema(List.of(declared)));
    }
  }

  private void checkRows(Part part) {
    Schema alone = new Schema(List.of(field));
    RowSet rows = part.live();
    for (int row = rows.nextRow(0); row != RowSet.END; row = rows.nextRow(row + 1)) {
      try {
        alone.check(part.metadata(row));
      } catch (IllegalArgumentException violation) {
        throw new IllegalArgumentException(
            "record " + part.id(row) + ": " + violation.getMessage(), violation);
      }
    }
  }
}
