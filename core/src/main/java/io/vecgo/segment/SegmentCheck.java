package io.vecgo.segment;

import io.vecgo.analysis.Analyzer;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.bytes.BlobBytes;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.model.CorruptException;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for all damage of a segment file: reads every byte, and compares what the sections say with
 * each other. Opening and searching check what can lead them astray; this checks what is true.
 */
public final class SegmentCheck {
  private final Segment segment;
  private final SegmentFile file;
  private final Consumer<CorruptException> damages;

  /**
   * What a check works with.
   *
   * @param kernels used for all distances
   * @param analyzer made the terms of the texts; without it they are not compared with the texts
   */
  public record Tools(FloatKernels kernels, Optional<Analyzer> analyzer) {

    /** With the analyzer of this name, if it is a standard one. */
    public static Tools of(FloatKernels kernels, String analyzer) {
      return new Tools(
          kernels,
          Optional.of(analyzer).filter(StandardAnalyzer::isStandard).map(StandardAnalyzer::parse));
    }
  }

  /** What must hold between the sections of a segment; throws at the first that does not. */
  private interface Rule {
    void check(SegmentFile file, Segment segment);
  }

  /** A section adds its own rules here. */
  private static final List<Rule> RULES =
      List.of(
          RowRules::ids,
          RowRules::vectors,
          RowRules::scales,
          RowRules::keys,
          RowRules::documents,
          RowRules::payloads,
          RowRules::statistics,
          ColumnRules::columns,
          TextRules::counts,
          IndexRules::graph,
          IndexRules::codes,
          IndexRules::turbo);

  private SegmentCheck(SegmentFile file, Segment segment, Consumer<CorruptException> damages) {
    this.file = file;
    this.segment = segment;
    this.damages = damages;
  }

  /**
   * Tells of each damage of a file once.
   *
   * @param damages must not throw
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws io.vecgo.model.IncompatibleFormatException if it is newer than this version
   */
  public static void check(
      BlobStore store, SegmentInfo info, Tools tools, Consumer<CorruptException> damages)
      throws IOException {
    Consumer<CorruptException> once = once(damages);
    try (BlobReader blob = store.open(info.file());
        Arena memory = Arena.ofConfined()) {
      MemorySegment bytes = BlobBytes.of(blob, memory);
      SegmentFile file = new SegmentFile(info, bytes);
      file.checkBytes(once);
      Segment segment = Segment.open(new ReadStore(store, bytes), info, tools.kernels());
      try {
        new SegmentCheck(file, segment, once).checkRules(tools.analyzer());
      } finally {
        segment.discard();
      }
    } catch (CorruptException damage) {
      once.accept(damage);
    }
  }

  /** A block that is damaged stops every rule that reads it. */
  private static Consumer<CorruptException> once(Consumer<CorruptException> damages) {
    Set<String> told = new HashSet<>();
    return damage -> {
      if (told.add(String.valueOf(damage.getMessage()))) {
        damages.accept(damage);
      }
    };
  }

  private void checkRules(Optional<Analyzer> analyzer) {
    RULES.forEach(this::check);
    analyzer.ifPresent(known -> check((of, rows) -> TextRules.terms(of, rows, known)));
  }

  private void check(Rule rule) {
    try {
      rule.check(file, segment);
    } catch (CorruptException damage) {
      damages.accept(damage);
    }
  }
}
