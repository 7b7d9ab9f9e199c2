package io.vecgo.cli.output;

import io.vecgo.model.Document;
import io.vecgo.model.StoredRecord;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One record as facts or as a JSON object. */
public final class RecordView {
  private static final int COMPONENTS_SHOWN = 6;

  private RecordView() {}

  public static Facts facts(StoredRecord record) {
    Facts facts = new Facts();
    facts.add("id", Long.toString(record.id()));
    record.key().ifPresent(key -> facts.add("key", key));
    facts.add("vector", vector(record.vector()));
    if (record.payload().length > 0) {
      facts.add("payload", Figures.bytes(record.payload().length));
    }
    addMetadata(facts, record.metadata());
    return facts;
  }

  /** Below a heading of its own: the user's fields may be called like those of the record. */
  private static void addMetadata(Facts facts, Document metadata) {
    if (!metadata.fields().isEmpty()) {
      facts.add("metadata", "");
      metadata.fields().forEach((name, value) -> facts.add("  " + name, MetadataText.of(value)));
    }
  }

  private static String vector(float[] vector) {
    String start =
        IntStream.range(0, Math.min(COMPONENTS_SHOWN, vector.length))
            .mapToObj(i -> String.format(Locale.ROOT, "%.4f", vector[i]))
            .collect(Collectors.joining(" "));
    String rest = vector.length > COMPONENTS_SHOWN ? " …" : "";
    return start + rest + " (" + Figures.count(vector.length, "component") + ")";
  }

  public static Map<String, @Nullable Object> json(StoredRecord record) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("id", record.id());
    object.put("key", record.key().orElse(null));
    object.put("metadata", JsonValues.of(record.metadata()));
    object.put("vector", components(record.vector()));
    if (record.payload().length > 0) {
      object.put("payloadBase64", Base64.getEncoder().encodeToString(record.payload()));
    }
    return object;
  }

  private static Object components(float[] vector) {
    return IntStream.range(0, vector.length).mapToObj(i -> vector[i]).toList();
  }
}
