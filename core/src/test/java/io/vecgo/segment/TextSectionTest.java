package io.vecgo.segment;

import static io.vecgo.segment.SegmentSamples.KERNELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.vecgo.analysis.Analyzer;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.LittleEndian;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.BlobReader;
import io.vecgo.store.MemoryStore;
import io.vecgo.text.EncodedField;
import io.vecgo.text.TextSpec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sections of texts with right checksums that no writer of ours would write. */
class TextSectionTest {
  private static final int ROWS = 60;
  private static final List<String> FIELDS = List.of("title", "body");

  private final MemoryStore store = new MemoryStore();
  private SegmentInfo info;
  private MemorySegment sound;

  @BeforeEach
  void write() throws IOException {
    info = write("segment-1.bin", StandardAnalyzer.DEFAULT);
    sound = bytes(info);
  }

  private SegmentInfo write(String file, Analyzer analyzer) throws IOException {
    Random random = new Random(1);
    List<VectorRecord> records = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      VectorRecord record = SegmentSamples.vector(random, 2).with("title", "number " + row);
      records.add(row % 5 == 0 ? record : record.with("body", "w" + random.nextInt(9) + " word"));
    }
    return SegmentWriter.write(
        store,
        file,
        new SegmentSpec(2, Metric.L2, IndexSettings.DEFAULT, new TextSpec(analyzer, FIELDS)),
        SegmentSamples.memtable(2, Metric.L2, records),
        KERNELS);
  }

  /** The section, with the directory of its fields at the end. */
  private MemorySegment bytes(SegmentInfo of) throws IOException {
    try (BlobReader blob = store.open(of.file());
        Arena memory = Arena.ofConfined()) {
      Section section =
          new SegmentFile(of, BlobBytes.of(blob, memory)).optional(SectionKind.TEXT).orElseThrow();
      return MemorySegment.ofArray(section.all().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private static Section section(MemorySegment bytes) {
    ByteWriter checksums = new ByteWriter();
    for (long at = 0; at < bytes.byteSize(); at += SegmentLayout.BLOCK_BYTES) {
      long length = Math.min(SegmentLayout.BLOCK_BYTES, bytes.byteSize() - at);
      checksums.i32(Checksum.of(bytes.asSlice(at, length)));
    }
    return new Section(
        new ByteReader.Place("segment-1.bin", "TEXT", 0),
        bytes,
        checksums.written(),
        SegmentLayout.BLOCK_BYTES);
  }

  private static void read(MemorySegment bytes) {
    TextSection.read(section(bytes), ROWS).values().forEach(EncodedField::verify);
  }

  /** Any exception but one that says where the damage is ends the test. */
  private static boolean isRefused(MemorySegment bytes) {
    try {
      read(bytes);
      return false;
    } catch (CorruptException damage) {
      assertThat(damage).hasMessageContaining("segment-1.bin").hasMessageContaining("TEXT");
      return true;
    }
  }

  private MemorySegment copy(long length) {
    return MemorySegment.ofArray(sound.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  private MemorySegment changed(Consumer<MemorySegment> change) {
    MemorySegment copy = copy(sound.byteSize());
    change.accept(copy);
    return copy;
  }

  @Test
  void soundSectionsPass() {
    assertThatNoException().isThrownBy(() -> read(sound));
    assertThat(TextSection.read(section(sound), ROWS)).containsOnlyKeys(FIELDS);
  }

  /** What ends by chance in a directory of no fields is one: then texts are indexed in memory. */
  @Test
  void anyShorterSectionIsRefusedOrHasNoFields() {
    int refused = 0;
    for (long length = 0; length < sound.byteSize(); length++) {
      MemorySegment shorter = copy(length);
      boolean isRefused = isRefused(shorter);
      refused += isRefused ? 1 : 0;
      if (!isRefused) {
        assertThat(TextSection.read(section(shorter), ROWS)).as("length %d", length).isEmpty();
      }
    }
    assertThat(refused).isGreaterThan((int) sound.byteSize() - 5);
  }

  @Test
  void anyChangedByteGivesAnAnswerOrIsCalledDamage() {
    int refused = 0;
    for (long at = 0; at < sound.byteSize(); at++) {
      for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
        long place = at;
        refused +=
            isRefused(changed(bytes -> bytes.set(ValueLayout.JAVA_BYTE, place, (byte) value)))
                ? 1
                : 0;
      }
    }
    assertThat(refused).isGreaterThan((int) sound.byteSize());
  }

  @Test
  void directoryThatCannotBeIsRefused() {
    long lengthAt = sound.byteSize() - Integer.BYTES;
    for (int length : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, (int) lengthAt + 1}) {
      MemorySegment bytes = changed(copy -> copy.set(LittleEndian.I32, lengthAt, length));
      assertThatExceptionOfType(CorruptException.class)
          .isThrownBy(() -> read(bytes))
          .withMessageContaining("invalid directory");
    }
  }

  @Test
  void fieldBeyondTheSectionIsRefused() {
    for (long begin : new long[] {sound.byteSize(), Long.MAX_VALUE, -1}) {
      assertFieldRefused(begin, 1);
      assertFieldRefused(1, begin);
    }
  }

  private static void assertFieldRefused(long begin, long length) {
    ByteWriter out = new ByteWriter().varint(1).string("title").varint(begin).varint(length);
    int directory = out.size();
    MemorySegment bytes = out.i32(directory).written();
    assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> read(bytes));
  }

  @Test
  void termsThatAreNotThoseOfTheTextsAreFound() throws IOException {
    SegmentInfo false1 = write("segment-2.bin", new Forgetful("w3"));
    assertThat(damages(false1, Optional.of(StandardAnalyzer.DEFAULT)))
        .singleElement()
        .asString()
        .contains("segment-2.bin", "TEXT", "wrong length of row");
    SegmentInfo false2 = write("segment-3.bin", new Swapping("w3", "w4"));
    assertThat(damages(false2, Optional.of(StandardAnalyzer.DEFAULT)))
        .singleElement()
        .asString()
        .contains("segment-3.bin", "TEXT", "wrong postings of w");
  }

  @Test
  void soundTextsHaveNoFindings() throws IOException {
    assertThat(damages(info, Optional.of(StandardAnalyzer.DEFAULT))).isEmpty();
    assertThat(damages(info, Optional.empty())).isEmpty();
  }

  private List<CorruptException> damages(SegmentInfo of, Optional<Analyzer> analyzer)
      throws IOException {
    List<CorruptException> damages = new ArrayList<>();
    SegmentCheck.check(store, of, new SegmentCheck.Tools(KERNELS, analyzer), damages::add);
    return damages;
  }

  /** Loses a word. */
  private record Forgetful(String word) implements Analyzer {
    @Override
    public String name() {
      return StandardAnalyzer.DEFAULT.name();
    }

    @Override
    public void analyze(String text, Consumer<String> terms) {
      StandardAnalyzer.DEFAULT.analyze(
          text,
          term -> {
            if (!term.equals(word)) {
              terms.accept(term);
            }
          });
    }
  }

  /** Takes a word for another and that for the first. */
  private record Swapping(String one, String other) implements Analyzer {
    @Override
    public String name() {
      return StandardAnalyzer.DEFAULT.name();
    }

    @Override
    public void analyze(String text, Consumer<String> terms) {
      StandardAnalyzer.DEFAULT.analyze(
          text, term -> terms.accept(term.equals(one) ? other : term.equals(other) ? one : term));
    }
  }
}
