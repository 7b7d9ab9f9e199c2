package io.vecgo.cli.input;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads vectors from JSON objects, one per line; what else these hold is passed over. */
final class JsonVectorReader implements RowReader<float[]> {
  private final JsonLines objects;
  private final VectorField field;

  /**
   * @param field the name of the field that is the vector
   */
  JsonVectorReader(Input input, String field, VectorRule rule) {
    this.objects = new JsonLines(input);
    this.field = new VectorField(field, rule, objects);
  }

  @Override
  public Optional<float[]> next() throws IOException {
    Optional<Map<String, Object>> object = objects.next();
    return object.isPresent() ? Optional.of(field.takeFrom(object.get())) : Optional.empty();
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
