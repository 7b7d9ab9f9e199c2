package io.vecgo.cli.input;

import io.vecgo.model.Document;
import io.vecgo.model.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads metadata documents, one JSON object per line, and checks them against a schema. */
public final class DocumentReader implements RowReader<Document> {
  private final JsonLines objects;
  private final MetadataConverter converter;

  public DocumentReader(Input input, Schema schema) {
    this.objects = new JsonLines(input);
    this.converter = new MetadataConverter(schema);
  }

  public static DocumentReader open(Path file, Schema schema) throws IOException {
    return new DocumentReader(Input.open(file), schema);
  }

  @Override
  public Optional<Document> next() throws IOException {
    Optional<Map<String, Object>> object = objects.next();
    return object.isPresent() ? Optional.of(convert(object.get())) : Optional.empty();
  }

  private Document convert(Map<String, Object> object) throws BadInputException {
    try {
      return converter.convert(object);
    } catch (IllegalArgumentException e) {
      throw objects.problem(e);
    }
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
