package io.vecgo.cli.input;

import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads whole records, one JSON object per line: one field is the vector, one may be the key, the
 * others are metadata. Without a key field the number of the row is the key.
 */
public final class RecordReader implements RowReader<VectorRecord> {
  private final JsonLines objects;
  private final RecordFields names;
  private final VectorField vectors;
  private final MetadataConverter converter;
  private long row = -1;

  public RecordReader(Input input, RecordFields names, VectorRule rule, Schema schema) {
    this.objects = new JsonLines(input);
    this.names = names;
    this.vectors = new VectorField(names.vector(), rule, objects);
    this.converter = new MetadataConverter(schema);
  }

  @Override
  public Optional<VectorRecord> next() throws IOException {
    row++;
    Optional<Map<String, Object>> object = objects.next();
    return object.isPresent() ? Optional.of(record(object.get())) : Optional.empty();
  }

  private VectorRecord record(Map<String, Object> object) throws BadInputException {
    float[] vector = vectors.takeFrom(object);
    String key = names.key().isPresent() ? takeKey(object, names.key().get()) : Long.toString(row);
    try {
      return VectorRecord.of(vector).withKey(key).withMetadata(converter.convert(object));
    } catch (IllegalArgumentException e) {
      throw objects.problem(e);
    }
  }

  private String takeKey(Map<String, Object> object, String field) throws BadInputException {
    return switch (object.remove(field)) {
      case String text -> text;
      case Number number -> number.toString();
      case null, default ->
          throw objects.problem("field " + field + ": must be a string or a number, to be the key");
    };
  }

  @Override
  public double fraction() {
    return objects.fraction();
  }

  @Override
  public void close() throws IOException {
    objects.close();
  }
}
