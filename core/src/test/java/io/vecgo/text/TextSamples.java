package io.vecgo.text;

import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.bytes.ByteReader;
import io.vecgo.model.Document;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random documents of words whose frequencies fall as in a language, and fields of them. */
final class TextSamples {
  static final String FIELD = "body";

  private TextSamples() {}

  /** Documents, of which some have no text. */
  static List<Document> documents(Random random, int count, int words, int lengthMax) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(
          random.nextInt(10) == 0
              ? Document.EMPTY
              : Document.of(FIELD, text(random, words, random.nextInt(lengthMax + 1))));
    }
    return documents;
  }

  static String text(Random random, int words, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(word(random, words)).append(' ');
    }
    return text.toString();
  }

  static String word(Random random, int words) {
    return "w" + (int) (words * Math.pow(random.nextDouble(), 3));
  }

  static EncodedField encoded(List<Document> documents) {
    HeapBytes bytes = bytes(documents);
    return new EncodedField(bytes, 0, bytes.bytes().byteSize(), documents.size());
  }

  static HeapBytes bytes(List<Document> documents) {
    FieldBuilder builder = new FieldBuilder(StandardAnalyzer.DEFAULT, FIELD, documents.size());
    for (int row = 0; row < documents.size(); row++) {
      builder.add(row, documents.get(row));
    }
    return HeapBytes.joined(builder.build(), new ByteReader.Place("segment-1.bin", "TEXT", 0));
  }

  /** Written in another order than that of the rows. */
  static MemoryText inMemory(List<Document> documents) {
    MemoryText text = new MemoryText(new TextSpec(StandardAnalyzer.DEFAULT, List.of(FIELD)));
    text.ensureCapacity(documents.size());
    for (int half = 1; half >= 0; half--) {
      for (int row = half; row < documents.size(); row += 2) {
        text.add(row, documents.get(row));
      }
    }
    return text;
  }

  static RowSet someRows(Random random, int rows, double share) {
    return RowSet.range(rows).where(_ -> random.nextDouble() < share);
  }
}
