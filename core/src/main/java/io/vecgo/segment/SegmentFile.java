package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The frame of a segment file, checked against what the manifest says of it: header, footer,
 * directory and the checksums of the sections. The cost does not depend on the rows, but for four
 * bytes of checksum a block.
 */
final class SegmentFile {
  private final SegmentInfo info;
  private final MemorySegment bytes;
  private final ByteReader.Place header;
  private final ByteReader.Place footer;
  private final DiskWaits waits = new DiskWaits();
  private long directoryOffset;
  private final Map<SectionKind, Section> sections = new EnumMap<>(SectionKind.class);
  private final List<SectionEntry> entries = new ArrayList<>();

  SegmentFile(SegmentInfo info, MemorySegment bytes) {
    this.info = info;
    this.bytes = bytes;
    this.header = new ByteReader.Place(info.file(), "header", 0);
    checkSize();
    this.footer =
        new ByteReader.Place(info.file(), "footer", bytes.byteSize() - SegmentLayout.FOOTER_BYTES);
    checkHeader();
    readDirectory();
  }

  /** A section that every segment of this metric has. */
  Section required(SectionKind kind) {
    return optional(kind)
        .orElseThrow(
            () -> header.corrupt(0, "missing section", kind.name(), sections.keySet().toString()));
  }

  /** A required section whose length follows from the number of rows. */
  Section required(SectionKind kind, long length) {
    Section section = required(kind);
    if (section.length() != length) {
      throw section
          .place()
          .corrupt(0, "wrong length", length + " bytes", section.length() + " bytes");
    }
    return section;
  }

  Optional<Section> optional(SectionKind kind) {
    return Optional.ofNullable(sections.get(kind));
  }

  /** Where the part begins in which nothing lies but what searches need all the time. */
  long tail() {
    long tail = directoryOffset;
    for (SectionEntry entry : entries) {
      boolean isOfTail = SectionKind.of(entry.kind()).map(SectionKind::isOfTail).orElse(true);
      tail = Math.min(tail, isOfTail ? entry.offset() : entry.checksumsOffset());
    }
    return tail;
  }

  /**
   * Reads all of the file that the frame does not cover: every block of every section, those of
   * kinds unknown here too, and the padding.
   */
  void checkBytes(Consumer<CorruptException> damages) {
    for (SectionEntry entry : entries) {
      String name =
          SectionKind.of(entry.kind()).map(SectionKind::name).orElse("kind " + entry.kind());
      section(name, entry).checkBlocks(damages);
      checkPadding(entry.offset() + entry.length(), damages);
      checkPadding(entry.checksumsOffset() + entry.checksumsLength(), damages);
    }
    checkPadding(SegmentLayout.HEADER_BYTES, damages);
  }

  /** Zeros up to where a section may begin, unless the directory begins before. */
  private void checkPadding(long from, Consumer<CorruptException> damages) {
    long to = Math.min(SegmentLayout.aligned(from), directoryOffset);
    for (long at = from; at < to; at++) {
      byte found = bytes.get(ValueLayout.JAVA_BYTE, at);
      if (found != 0) {
        damages.accept(
            new ByteReader.Place(info.file(), "padding", at)
                .corrupt(0, "padding is not zero", "0", Integer.toString(found & 0xFF)));
        return;
      }
    }
  }

  private void checkSize() {
    long min = SegmentLayout.HEADER_BYTES + SegmentLayout.FOOTER_BYTES;
    if (bytes.byteSize() < min || bytes.byteSize() != info.bytes()) {
      throw header.corrupt(
          bytes.byteSize(), "wrong length", info.bytes() + " bytes", bytes.byteSize() + " bytes");
    }
  }

  private void checkHeader() {
    expectMagic(header, bytes.get(LittleEndian.I64, SegmentLayout.MAGIC_OFFSET));
    expectChecksum(header, bytes, SegmentLayout.HEADER_CHECKSUM_OFFSET);
    int format = bytes.get(LittleEndian.I32, SegmentLayout.FORMAT_OFFSET);
    int features = bytes.get(LittleEndian.I32, SegmentLayout.FEATURES_OFFSET);
    if (format != SegmentLayout.FORMAT || features != 0) {
      throw incompatible("format " + format + " with features " + features);
    }
    expect(header, SegmentLayout.ROWS_OFFSET, "wrong rows", info.rows());
    expect(header, SegmentLayout.DIMENSION_OFFSET, "wrong dimension", info.dimension());
    expect(header, SegmentLayout.METRIC_OFFSET, "wrong metric", info.metric().code());
  }

  private void readDirectory() {
    MemorySegment end = bytes.asSlice(footer.offset());
    expectMagic(footer, end.get(LittleEndian.I64, SegmentLayout.FOOTER_MAGIC_OFFSET));
    expectChecksum(footer, end, SegmentLayout.FOOTER_CHECKSUM_OFFSET);
    long offset = end.get(LittleEndian.I64, SegmentLayout.FOOTER_DIRECTORY_OFFSET);
    int entries = end.get(LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_ENTRIES_OFFSET);
    long length = (long) entries * SegmentLayout.ENTRY_BYTES;
    if (entries < 0
        || entries > SegmentLayout.ENTRIES_MAX
        || offset < SegmentLayout.HEADER_BYTES
        || offset != footer.offset() - length) {
      throw footer.corrupt(
          0, "invalid directory", "entries up to the footer", entries + " at " + offset);
    }
    directoryOffset = offset;
    MemorySegment directory = bytes.asSlice(offset, length);
    checkDirectory(
        directory,
        end.get(LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_CHECKSUM_OFFSET),
        offset);
    for (int i = 0; i < entries; i++) {
      addSection(SectionEntry.read(directory, (long) i * SegmentLayout.ENTRY_BYTES), offset);
    }
  }

  /**
   * Twice: by the file's own checksum, and by the manifest's, which a file from elsewhere does not
   * have.
   */
  private void checkDirectory(MemorySegment directory, int expected, long offset) {
    ByteReader.Place place = new ByteReader.Place(info.file(), "directory", offset);
    int found = Checksum.of(directory);
    if (found != expected) {
      throw place.corrupt(0, "checksum mismatch", Checksum.hex(expected), Checksum.hex(found));
    }
    if (found != info.directoryChecksum()) {
      throw place.corrupt(
          0,
          "not the file that was committed",
          Checksum.hex(info.directoryChecksum()),
          Checksum.hex(found));
    }
  }

  private void addSection(SectionEntry entry, long limit) {
    if (!entry.liesWithin(limit)) {
      throw footer.corrupt(
          0, "invalid section", "within the first " + limit + " bytes", entry.toString());
    }
    entries.add(entry);
    Optional<SectionKind> kind = SectionKind.of(entry.kind());
    if (kind.isPresent() && sections.containsKey(kind.get())) {
      throw footer.corrupt(0, "repeated section", "one of each kind", "two of " + kind.get());
    }
    if (kind.isPresent()) {
      sections.put(kind.get(), section(kind.get().name(), entry));
    } else if (entry.required() != 0) {
      throw incompatible("section kind " + entry.kind());
    }
  }

  private Section section(String name, SectionEntry entry) {
    ByteReader.Place place = new ByteReader.Place(info.file(), name, entry.offset());
    MemorySegment checksums = bytes.asSlice(entry.checksumsOffset(), entry.checksumsLength());
    int found = Checksum.of(checksums);
    if (found != entry.checksumsChecksum()) {
      throw place.corrupt(
          entry.checksumsOffset() - entry.offset(),
          "checksum mismatch",
          Checksum.hex(entry.checksumsChecksum()),
          Checksum.hex(found));
    }
    return new Section(
        place, bytes.asSlice(entry.offset(), entry.length()), checksums, entry.blockBytes(), waits);
  }

  private static void expectMagic(ByteReader.Place place, long found) {
    if (found != SegmentLayout.MAGIC) {
      throw place.corrupt(
          0, "invalid magic", Long.toHexString(SegmentLayout.MAGIC), Long.toHexString(found));
    }
  }

  private static void expectChecksum(ByteReader.Place place, MemorySegment covered, long at) {
    int expected = covered.get(LittleEndian.I32, at);
    int found = Checksum.of(covered.asSlice(0, at));
    if (found != expected) {
      throw place.corrupt(at, "checksum mismatch", Checksum.hex(expected), Checksum.hex(found));
    }
  }

  private void expect(ByteReader.Place place, int at, String problem, int expected) {
    int found = bytes.get(LittleEndian.I32, at);
    if (found != expected) {
      throw place.corrupt(at, problem, Integer.toString(expected), Integer.toString(found));
    }
  }

  private IncompatibleFormatException incompatible(String what) {
    return new IncompatibleFormatException(
        info.file()
            + ": "
            + what
            + " cannot be read by this version, which reads format "
            + SegmentLayout.FORMAT);
  }
}
