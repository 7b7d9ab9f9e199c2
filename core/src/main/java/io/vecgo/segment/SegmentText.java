package io.vecgo.segment;

import io.vecgo.analysis.Analyzer;
import io.vecgo.bytes.ByteReader;
import io.vecgo.model.Document;
import io.vecgo.text.EncodedField;
import io.vecgo.text.FieldBuilder;
import io.vecgo.text.HeapBytes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The text fields of an open segment. A field that was declared after the segment was written is
 * indexed in memory when it is first searched, and written with the next merge. Thread-safe.
 */
final class SegmentText {
  private final SegmentInfo info;
  private final Optional<Section> section;
  private final IntFunction<Document> documents;
  private final ConcurrentHashMap<String, EncodedField> indexedInMemory = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, EncodedField> stored; // made by the first search

  /**
   * @param documents of the rows
   */
  SegmentText(SegmentInfo info, Optional<Section> section, IntFunction<Document> documents) {
    this.info = info;
    this.section = section;
    this.documents = documents;
  }

  /** Length of the fields that the file has. */
  long bytes() {
    return section.map(Section::length).orElse(0L);
  }

  EncodedField field(String name, Analyzer analyzer) {
    EncodedField found = stored().get(name);
    return found != null
        ? found
        : indexedInMemory.computeIfAbsent(name, _ -> index(name, analyzer));
  }

  /** Reads all, and so verifies all checksums, and that the numbers in it agree. */
  void verify() {
    section.ifPresent(Section::all);
    stored().values().forEach(EncodedField::verify);
  }

  /** Throws unless the stored fields say what the texts of the rows say. */
  void verifyTexts(Analyzer analyzer) {
    stored().forEach((name, field) -> field.verifySame(index(name, analyzer)));
  }

  private Map<String, EncodedField> stored() {
    Map<String, EncodedField> made = stored;
    if (made == null) {
      made = section.map(of -> TextSection.read(of, info.rows())).orElse(Map.of());
      stored = made; // two threads may make two, which are equal
    }
    return made;
  }

  private EncodedField index(String name, Analyzer analyzer) {
    FieldBuilder builder = new FieldBuilder(analyzer, name, info.rows());
    for (int row = 0; row < info.rows(); row++) {
      builder.add(row, documents.apply(row));
    }
    HeapBytes bytes =
        HeapBytes.joined(builder.build(), new ByteReader.Place(info.file(), "text in memory", 0));
    return new EncodedField(bytes, 0, bytes.bytes().byteSize(), info.rows());
  }
}
