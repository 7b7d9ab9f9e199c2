package io.vecgo.text;

import io.vecgo.analysis.Analyzer;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.model.Document;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Indexes the texts of one field of all rows of a segment and gives the bytes. It holds all
 * postings until then, at two to three bytes each, and the terms. Confined to one thread.
 */
public final class FieldBuilder {
  private static final byte[] NO_TERM = {};
  private static final int NO_ROW = -1;

  private final Analyzer analyzer;
  private final String field;
  private final int[] lengths;
  private final Map<String, TermRows> rowsOfTerms = new HashMap<>();
  private int[] rows = new int[Postings.BLOCK_ROWS];
  private int[] frequencies = new int[Postings.BLOCK_ROWS];
  private final int[] impacts = new int[Impacts.CLASSES];

  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Entry(byte[] term, TermRows rows) {}

  /**
   * @param rowCount rows of the segment
   */
  public FieldBuilder(Analyzer analyzer, String field, int rowCount) {
    this.analyzer = analyzer;
    this.field = field;
    this.lengths = new int[rowCount];
  }

  /** Adds the text of a row, if it has one; rows ascend. */
  public void add(int row, Document document) {
    TextSpec.analyze(
        analyzer,
        document,
        field,
        term -> {
          rowsOfTerms.computeIfAbsent(term, _ -> new TermRows()).add(row);
          lengths[row]++;
        });
  }

  /** The bytes of the field, in pieces that follow each other. The builder is used up. */
  public List<MemorySegment> build() {
    ByteWriter postings = new ByteWriter();
    ByteWriter dictionary = new ByteWriter();
    ByteWriter starts = new ByteWriter();
    writeTerms(postings, dictionary, starts);
    ByteWriter head = new ByteWriter();
    int lengthBytes = lengthBytes();
    head.i32((int) Arrays.stream(lengths).filter(length -> length > 0).count()).i32(lengthBytes);
    head.i64(Arrays.stream(lengths).asLongStream().sum());
    head.i32(rowsOfTerms.size()).i32(0);
    head.i64(postings.size()).i64(dictionary.size());
    writeLengths(lengthBytes, head);
    return List.of(head.written(), postings.written(), dictionary.written(), starts.written());
  }

  private int lengthBytes() {
    int longest = Arrays.stream(lengths).max().orElse(0);
    return longest < 1 << 8 ? 1 : longest < 1 << 16 ? 2 : 4;
  }

  private void writeLengths(int lengthBytes, ByteWriter out) {
    for (int length : lengths) {
      for (int i = 0; i < lengthBytes; i++) {
        out.u8((length >>> (i * Byte.SIZE)) & 0xFF);
      }
    }
  }

  private void writeTerms(ByteWriter postings, ByteWriter dictionary, ByteWriter starts) {
    Entry[] entries = sortedEntries();
    for (int i = 0; i < entries.length; i++) {
      boolean isFirst = i % FieldLayout.DICTIONARY_BLOCK_TERMS == 0;
      if (isFirst) {
        starts.i64(dictionary.size());
        dictionary.varint(postings.size());
      }
      int before = postings.size();
      writePostings(entries[i].rows(), postings);
      writeTerm(isFirst ? NO_TERM : entries[i - 1].term(), entries[i].term(), dictionary);
      dictionary.varint(entries[i].rows().count()).varint(postings.size() - before);
    }
  }

  private Entry[] sortedEntries() {
    Entry[] entries = new Entry[rowsOfTerms.size()];
    int count = 0;
    for (Map.Entry<String, TermRows> of : rowsOfTerms.entrySet()) {
      entries[count++] = new Entry(of.getKey().getBytes(StandardCharsets.UTF_8), of.getValue());
    }
    Arrays.sort(entries, (a, b) -> Arrays.compareUnsigned(a.term(), b.term()));
    return entries;
  }

  private static void writeTerm(byte[] previous, byte[] term, ByteWriter dictionary) {
    int mismatch = Arrays.mismatch(previous, term);
    int shared = mismatch < 0 ? term.length : mismatch;
    dictionary.varint(shared).varint(term.length - shared);
    dictionary.raw(Arrays.copyOfRange(term, shared, term.length));
  }

  private void writePostings(TermRows of, ByteWriter out) {
    int count = of.count();
    rows = count <= rows.length ? rows : new int[count];
    frequencies = count <= frequencies.length ? frequencies : new int[count];
    of.read(rows, frequencies);
    if (count <= Postings.BLOCK_ROWS) {
      BlockCodec.write(rows, frequencies, 0, count, NO_ROW, out);
    } else {
      writeBlocks(count, out);
    }
  }

  /** Entries of all blocks, then the blocks. */
  private void writeBlocks(int count, ByteWriter out) {
    int blocks = FieldLayout.postingsBlocks(count);
    ByteWriter bytes = new ByteWriter();
    for (int block = 0; block < blocks; block++) {
      int from = block * Postings.BLOCK_ROWS;
      int to = Math.min(count, from + Postings.BLOCK_ROWS);
      BlockCodec.write(rows, frequencies, from, to, from == 0 ? NO_ROW : rows[from - 1], bytes);
      out.i32(rows[to - 1]);
      out.i32(Math.addExact(blocks * FieldLayout.ENTRY_BYTES, bytes.size()));
      writeImpacts(from, to, out);
    }
    out.raw(bytes.toArray());
  }

  private void writeImpacts(int from, int to, ByteWriter out) {
    Arrays.fill(impacts, 0);
    for (int i = from; i < to; i++) {
      Impacts.add(frequencies[i], lengths[rows[i]], impacts, 0);
    }
    for (int impact : impacts) {
      out.i32(impact);
    }
  }
}
