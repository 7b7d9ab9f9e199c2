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
import java.util.stream.Stream;

/**
 * The frame of a segment file, checked against what the manifest says of it: header, footer,
 * directory and the checksums of the sections. The cost does not depend on the rows, but for four
 * bytes of checksum a block.
 */
final class SegmentFile {
  private final SegmentInfo info;
  private final ResidentBytes bytes;
  private final PagedSection.Opener pages;
  private final ByteReader.Place header;
  private final ByteReader.Place footer;
  private final DiskWaits waits = new DiskWaits();
  private long directoryOffset;
  private final Map<SectionKind, SectionBytes> sections = new EnumMap<>(SectionKind.class);
  private final List<SectionEntry> entries = new ArrayList<>();

  /** Of a file that is in memory. */
  SegmentFile(SegmentInfo info, MemorySegment bytes) {
    this(info, ResidentBytes.ofWhole(bytes), SegmentFile::outOfPlace);
  }

  /**
   * @param bytes of the file, at least its tail
   * @param pages opens sections that are not there
   */
  SegmentFile(SegmentInfo info, ResidentBytes bytes, PagedSection.Opener pages) {
    this.info = info;
    this.bytes = bytes;
    this.pages = pages;
    this.header = new ByteReader.Place(info.file(), "header", 0);
    checkSize();
    this.footer =
        new ByteReader.Place(info.file(), "footer", bytes.end() - SegmentLayout.FOOTER_BYTES);
    if (bytes.isWhole()) {
      checkHeader();
    }
    readDirectory();
  }

  private static SectionBytes outOfPlace(
      ByteReader.Place place, SectionEntry entry, MemorySegment checksums) {
    throw place.corrupt(0, "section out of place", "in memory", entry.toString());
  }

  /** A section that every segment of this metric has. */
  SectionBytes required(SectionKind kind) {
    SectionBytes section = sections.get(kind);
    if (section == null) {
      throw header.corrupt(0, "missing section", kind.name(), sections.keySet().toString());
    }
    return section;
  }

  /** A required section of the tail. */
  Section requiredOfTail(SectionKind kind) {
    return ofTail(required(kind));
  }

  private static Section ofTail(SectionBytes section) {
    return switch (section) {
      case Section resident -> resident;
      case PagedSection paged ->
          throw paged.place().corrupt(0, "section out of place", "in the tail", "before it");
    };
  }

  /** A required section whose length follows from the number of rows. */
  SectionBytes required(SectionKind kind, long length) {
    SectionBytes section = required(kind);
    if (section.length() != length) {
      throw section
          .place()
          .corrupt(0, "wrong length", length + " bytes", section.length() + " bytes");
    }
    return section;
  }

  /** As {@link #required(SectionKind, long)}, of the tail. */
  Section requiredOfTail(SectionKind kind, long length) {
    return ofTail(required(kind, length));
  }

  /** A section of the tail, if it is there. */
  Optional<Section> optional(SectionKind kind) {
    return Optional.ofNullable(sections.get(kind)).map(SegmentFile::ofTail);
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
   * Reads all of a file in memory that the frame does not cover: every block of every section,
   * those of kinds unknown here too, and the padding.
   */
  void checkBytes(Consumer<CorruptException> damages) {
    for (SectionEntry entry : entries) {
      String name =
          SectionKind.of(entry.kind()).map(SectionKind::name).orElse("kind " + entry.kind());
      resident(place(name, entry), entry).checkBlocks(damages);
      checkPadding(entry.offset() + entry.length(), damages);
      checkPadding(entry.checksumsOffset() + entry.checksumsLength(), damages);
    }
    checkPadding(SegmentLayout.HEADER_BYTES, damages);
  }

  /** Zeros up to where a section may begin, unless the directory begins before. */
  private void checkPadding(long from, Consumer<CorruptException> damages) {
    long to = Math.min(SegmentLayout.aligned(from), directoryOffset);
    for (long at = from; at < to; at++) {
      byte found = bytes.slice(at, 1).get(ValueLayout.JAVA_BYTE, 0);
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
    if (bytes.end() < min || bytes.end() != info.bytes()) {
      throw header.corrupt(
          bytes.end(), "wrong length", info.bytes() + " bytes", bytes.end() + " bytes");
    }
  }

  private void checkHeader() {
    MemorySegment head = bytes.slice(0, SegmentLayout.HEADER_BYTES);
    expectMagic(header, head.get(LittleEndian.I64, SegmentLayout.MAGIC_OFFSET));
    expectChecksum(header, head, SegmentLayout.HEADER_CHECKSUM_OFFSET);
    int format = head.get(LittleEndian.I32, SegmentLayout.FORMAT_OFFSET);
    int features = head.get(LittleEndian.I32, SegmentLayout.FEATURES_OFFSET);
    if (format != SegmentLayout.FORMAT || features != 0) {
      throw incompatible("format " + format + " with features " + features);
    }
    expect(head, SegmentLayout.ROWS_OFFSET, "wrong rows", info.rows());
    expect(head, SegmentLayout.DIMENSION_OFFSET, "wrong dimension", info.dimension());
    expect(head, SegmentLayout.METRIC_OFFSET, "wrong metric", info.metric().code());
  }

  private void readDirectory() {
    MemorySegment end = bytes.slice(footer.offset(), SegmentLayout.FOOTER_BYTES);
    expectMagic(footer, end.get(LittleEndian.I64, SegmentLayout.FOOTER_MAGIC_OFFSET));
    expectChecksum(footer, end, SegmentLayout.FOOTER_CHECKSUM_OFFSET);
    long offset = end.get(LittleEndian.I64, SegmentLayout.FOOTER_DIRECTORY_OFFSET);
    int entries = end.get(LittleEndian.I32, SegmentLayout.FOOTER_DIRECTORY_ENTRIES_OFFSET);
    long length = (long) entries * SegmentLayout.ENTRY_BYTES;
    if (entries < 0
        || entries > SegmentLayout.ENTRIES_MAX
        || offset < Math.max(SegmentLayout.HEADER_BYTES, bytes.offset())
        || offset != footer.offset() - length) {
      throw footer.corrupt(
          0, "invalid directory", "entries up to the footer", entries + " at " + offset);
    }
    directoryOffset = offset;
    MemorySegment directory = bytes.slice(offset, length);
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
    if (!entry.liesWithin(limit) || entry.checksumsOffset() < bytes.offset()) {
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

  private SectionBytes section(String name, SectionEntry entry) {
    ByteReader.Place place = place(name, entry);
    return entry.offset() >= bytes.offset()
        ? resident(place, entry)
        : pages.open(place, entry, checksums(place, entry));
  }

  private ByteReader.Place place(String name, SectionEntry entry) {
    return new ByteReader.Place(info.file(), name, entry.offset());
  }

  /** Those that are not in memory. */
  List<PagedSection> pagedSections() {
    return sections.values().stream()
        .flatMap(section -> section instanceof PagedSection paged ? Stream.of(paged) : null)
        .toList();
  }

  private Section resident(ByteReader.Place place, SectionEntry entry) {
    return new Section(
        place,
        bytes.slice(entry.offset(), entry.length()),
        checksums(place, entry),
        entry.blockBytes(),
        waits);
  }

  private MemorySegment checksums(ByteReader.Place place, SectionEntry entry) {
    MemorySegment checksums = bytes.slice(entry.checksumsOffset(), entry.checksumsLength());
    int found = Checksum.of(checksums);
    if (found != entry.checksumsChecksum()) {
      throw place.corrupt(
          entry.checksumsOffset() - entry.offset(),
          "checksum mismatch",
          Checksum.hex(entry.checksumsChecksum()),
          Checksum.hex(found));
    }
    return checksums;
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

  private void expect(MemorySegment head, int at, String problem, int expected) {
    int found = head.get(LittleEndian.I32, at);
    if (found != expected) {
      throw header.corrupt(at, problem, Integer.toString(expected), Integer.toString(found));
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
