package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.part.RowSource;
import io.vecgo.text.EncodedField;
import io.vecgo.text.FieldBuilder;
import io.vecgo.text.TextSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** The bytes of a section of texts: the fields, then where each of them is. */
final class TextSection {
  private static final int DIRECTORY_LENGTH_BYTES = Integer.BYTES;
  private static final int ENTRY_BYTES_MIN = 4;

  private TextSection() {}

  /**
   * Indexes the texts of rows, one field after the other, and writes the section without ending it.
   *
   * @param rows rows of the source that become rows 0, 1, ... of the segment
   */
  static void write(TextSpec spec, RowSource source, int[] rows, SectionWriter out)
      throws IOException {
    out.begin();
    ByteWriter directory = new ByteWriter().varint(spec.fields().size());
    for (String field : spec.fields()) {
      long begin = out.sectionLength();
      FieldBuilder builder = new FieldBuilder(spec.analyzer(), field, rows.length);
      for (int row = 0; row < rows.length; row++) {
        builder.add(row, source.metadata(rows[row]));
      }
      for (MemorySegment piece : builder.build()) {
        out.write(piece);
      }
      directory.string(field).varint(begin).varint(out.sectionLength() - begin);
    }
    int length = directory.size();
    out.write(directory.i32(length).written());
  }

  /** The fields of a section by their names; nothing but their frames is read. */
  static Map<String, EncodedField> read(Section section, int rows) {
    ByteReader in = directory(section);
    long limit = section.length() - DIRECTORY_LENGTH_BYTES;
    Map<String, EncodedField> fields = new HashMap<>();
    for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
      String name = in.string();
      long begin = in.varint();
      long length = in.varint();
      if (begin < 0 || length < 0 || length > limit || begin > limit - length) {
        throw in.corrupt("invalid field", "within " + limit + " bytes", begin + " + " + length);
      }
      fields.put(name, new EncodedField(section, begin, length, rows));
    }
    in.expectEnd();
    return fields;
  }

  private static ByteReader directory(Section section) {
    long end = section.length() - DIRECTORY_LENGTH_BYTES;
    if (end < 0) {
      throw section.corrupt(0, "wrong length", "a directory", section.length() + " bytes");
    }
    int length = section.slice(end, DIRECTORY_LENGTH_BYTES).get(LittleEndian.I32, 0);
    if (length < 1 || length > end) {
      throw section.corrupt(end, "invalid directory", "1 to " + end, Integer.toString(length));
    }
    return section.reader(end - length, length);
  }
}
