package io.vecgo.segment;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.Checksum;
import io.vecgo.columns.DocumentCodec;
import io.vecgo.kernel.FloatDistances;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.RowSource;
import io.vecgo.rows.RowSet;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The rows of a damaged segment file that are intact: those of which every byte of vector, id, key,
 * document and payload lies in blocks whose checksums are right. Header and footer are not needed:
 * the manifest says what they say, and knows the checksum by which the directory is found. What can
 * be made again (scales, key table, columns, index) is not looked at.
 *
 * <p>An id in a damaged block is known all the same where the ids around it leave no choice.
 */
public final class SegmentSalvage implements RowSource, AutoCloseable {
  private static final long UNKNOWN_ID = 0;

  /** Looking for a wrong bit takes a tenth of a second. */
  private static final int CORRECTED_ENTRIES_MAX = 32;

  private final SegmentInfo info;
  private final BlobReader blob;
  private final Arena memory = Arena.ofShared();
  private final MemorySegment bytes;
  private final Map<SectionKind, Section> sections = new EnumMap<>(SectionKind.class);
  private final Section vectors;
  private final RowBytes keys;
  private final RowBytes documents;
  private final RowBytes payloads;
  private final long[] ids;
  private final RowSet intact;

  private SegmentSalvage(BlobReader blob, SegmentInfo info) throws IOException {
    this.info = info;
    this.blob = blob;
    this.bytes = BlobBytes.of(blob, memory);
    readDirectory();
    this.vectors = section(SectionKind.VECTORS);
    this.keys = rowBytes(SectionKind.KEYS, Limits.KEY_BYTES_MAX);
    this.documents = rowBytes(SectionKind.DOCUMENTS, Limits.DOCUMENT_BYTES_MAX);
    this.payloads = rowBytes(SectionKind.PAYLOADS, Limits.PAYLOAD_BYTES_MAX);
    this.ids = new long[info.rows()];
    readIds();
    this.intact = RowSet.range(info.rows()).where(this::isIntact);
  }

  /**
   * Finds the intact rows of a file.
   *
   * @throws CorruptException if its directory is lost, and with it the place of every row
   */
  public static SegmentSalvage open(BlobStore store, SegmentInfo info) throws IOException {
    BlobReader blob = store.open(info.file());
    try {
      return new SegmentSalvage(blob, info);
    } catch (IOException | RuntimeException failure) {
      blob.close();
      throw failure;
    }
  }

  /** The directory ends before the footer and has a checksum that the manifest knows. */
  private void readDirectory() {
    long end = info.bytes() - SegmentLayout.FOOTER_BYTES;
    MemorySegment directory =
        candidates(end, SegmentLayout.ENTRIES_MAX)
            .filter(this::isDirectory)
            .findFirst()
            .or(() -> candidates(end, CORRECTED_ENTRIES_MAX).flatMap(this::corrected).findFirst())
            .orElseThrow(() -> noDirectory(end));
    long offset = end - directory.byteSize();
    for (long at = 0; at < directory.byteSize(); at += SegmentLayout.ENTRY_BYTES) {
      add(SectionEntry.read(directory, at), offset);
    }
  }

  /** What may be a directory of one entry, of two, and so on. */
  private Stream<MemorySegment> candidates(long end, int entriesMax) {
    long room = end > bytes.byteSize() ? 0 : end - SegmentLayout.HEADER_BYTES;
    return LongStream.rangeClosed(1, Math.min(entriesMax, room / SegmentLayout.ENTRY_BYTES))
        .map(entries -> entries * SegmentLayout.ENTRY_BYTES)
        .mapToObj(length -> bytes.asSlice(end - length, length));
  }

  private boolean isDirectory(MemorySegment candidate) {
    return Checksum.of(candidate) == info.directoryChecksum();
  }

  /**
   * A directory with one wrong bit, put right. A CRC of 32 bits tells any two texts of this length
   * apart that differ in so few bits, so that no other directory can come out.
   */
  private Stream<MemorySegment> corrected(MemorySegment candidate) {
    byte[] copy = candidate.toArray(ValueLayout.JAVA_BYTE);
    MemorySegment directory = MemorySegment.ofArray(copy);
    for (int bit = 0; bit < copy.length * Byte.SIZE; bit++) {
      copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      if (isDirectory(directory)) {
        return Stream.of(directory);
      }
      copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    }
    return Stream.empty();
  }

  private CorruptException noDirectory(long end) {
    return new ByteReader.Place(info.file(), "directory", Math.max(0, end))
        .corrupt(
            0, "no directory", Checksum.hex(info.directoryChecksum()), "none of this checksum");
  }

  private void add(SectionEntry entry, long limit) {
    Optional<SectionKind> kind = SectionKind.of(entry.kind());
    if (kind.isPresent() && entry.liesWithin(limit)) {
      ByteReader.Place place = new ByteReader.Place(info.file(), kind.get().name(), entry.offset());
      sections.put(
          kind.get(),
          new Section(
              place,
              bytes.asSlice(entry.offset(), entry.length()),
              bytes.asSlice(entry.checksumsOffset(), entry.checksumsLength()),
              entry.blockBytes()));
    }
  }

  private Section section(SectionKind kind) {
    Section section = sections.get(kind);
    if (section == null) {
      throw new ByteReader.Place(info.file(), "directory", 0)
          .corrupt(0, "missing section", kind.name(), sections.keySet().toString());
    }
    return section;
  }

  private RowBytes rowBytes(SectionKind kind, int bytesMax) {
    return new RowBytes(section(kind), info.rows(), bytesMax);
  }

  private void readIds() {
    Section stored = section(SectionKind.IDS);
    for (int row = 0; row < ids.length; row++) {
      try {
        ids[row] = stored.getLong((long) row * Long.BYTES);
      } catch (CorruptException _) {
        ids[row] = UNKNOWN_ID;
      }
    }
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] == UNKNOWN_ID) {
        inferId(row);
      }
    }
  }

  /** Ids ascend: where as many are missing as fit between two, they are those in between. */
  private void inferId(int row) {
    int next = nextKnown(row);
    long before = row == 0 ? info.minId() - 1 : ids[row - 1];
    long after = next == ids.length ? info.maxId() + 1 : ids[next];
    if (before != UNKNOWN_ID || row == 0) {
      if (after - before == next - row + 1L) {
        ids[row] = before + 1;
      }
    }
  }

  private int nextKnown(int row) {
    int next = row;
    while (next < ids.length && ids[next] == UNKNOWN_ID) {
      next++;
    }
    return next;
  }

  private boolean isIntact(int row) {
    try {
      var _ = vector(row);
      var _ = keys.bytes(row);
      var _ = metadata(row);
      var _ = payload(row);
      return ids[row] != UNKNOWN_ID;
    } catch (CorruptException _) {
      return false;
    }
  }

  /** All intact rows, deleted or not. */
  @Override
  public RowSet live() {
    return intact;
  }

  /** Whether the id of a row is known, though the row may not be intact. */
  public boolean knowsId(int row) {
    return ids[row] != UNKNOWN_ID;
  }

  /** The smallest id that a row of unknown id may have. */
  public long smallestId(int row) {
    int before = row;
    while (before >= 0 && ids[before] == UNKNOWN_ID) {
      before--;
    }
    return before < 0 ? info.minId() : ids[before] + 1;
  }

  /** The largest id that a row of unknown id may have. */
  public long largestId(int row) {
    int next = nextKnown(row);
    return next == ids.length ? info.maxId() : ids[next] - 1;
  }

  @Override
  public long id(int row) {
    return ids[row];
  }

  @Override
  public Optional<String> key(int row) {
    byte[] key = keys.bytes(row);
    return key.length == 0
        ? Optional.empty()
        : Optional.of(new String(key, StandardCharsets.UTF_8));
  }

  @Override
  public float[] vector(int row) {
    long stride = FloatRows.strideBytes(info.dimension());
    return FloatRows.over(vectors.slice(row * stride, stride), info.dimension()).get(0);
  }

  @Override
  public Document metadata(int row) {
    return DocumentCodec.read(documents.reader(row));
  }

  @Override
  public byte[] payload(int row) {
    return payloads.bytes(row);
  }

  /** Only those of {@link #live} rows are right. */
  @Override
  public FloatRows vectors() {
    return FloatRows.over(vectors.unverified(), info.dimension());
  }

  @Override
  public FloatRows scales() {
    MemorySegment made = memory.allocate((long) info.rows() * Float.BYTES, Float.BYTES);
    FloatRows scales = FloatRows.scalarsOver(made);
    if (info.metric() == Metric.COSINE) {
      for (int row = intact.nextRow(0); row != RowSet.END; row = intact.nextRow(row + 1)) {
        scales.setFirst(row, FloatDistances.scale(vector(row)));
      }
    }
    return scales;
  }

  /** Nothing: the graph is made anew. */
  @Override
  public Optional<LinkedRows> links() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    memory.close();
    blob.close();
  }
}
