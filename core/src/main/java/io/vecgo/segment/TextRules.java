package io.vecgo.segment;

import io.vecgo.analysis.Analyzer;

/** What must hold of the texts of a segment. */
final class TextRules {
  private TextRules() {}

  /** Terms can be read, and lengths, sums and bounds are those of their rows. */
  static void counts(SegmentFile file, Segment segment) {
    if (file.optional(SectionKind.TEXT).isPresent()) {
      segment.verifyText();
    }
  }

  /** Each row has the terms of its texts, as often as they stand there. */
  static void terms(SegmentFile file, Segment segment, Analyzer analyzer) {
    if (file.optional(SectionKind.TEXT).isPresent()) {
      segment.verifyText(analyzer);
    }
  }
}
