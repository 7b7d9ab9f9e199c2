package io.vecgo.text;

import io.vecgo.analysis.Analyzer;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.model.Document;
import io.vecgo.model.Schema;
import io.vecgo.model.Value;
import java.util.List;
import java.util.function.Consumer;

/**
 * What of the documents of a database is indexed as text, and how.
 *
 * @param analyzer makes terms of texts
 * @param fields names of the fields
 */
public record TextSpec(Analyzer analyzer, List<String> fields) {
  /** No text at all. */
  public static final TextSpec NONE = new TextSpec(StandardAnalyzer.DEFAULT, List.of());

  private static final int TERM_LENGTH_MAX = 255;

  public TextSpec {
    fields = List.copyOf(fields);
  }

  /** The text fields of a schema. */
  public static TextSpec of(Analyzer analyzer, Schema schema) {
    return new TextSpec(analyzer, schema.textFields());
  }

  /** Gives the terms of a field of a document, in order; none if it is not a text. */
  static void analyze(Analyzer analyzer, Document document, String field, Consumer<String> terms) {
    if (document.get(field).orElse(Value.ofNull()) instanceof Value.Text(String text)) {
      analyze(analyzer, text, terms);
    }
  }

  /** Gives the terms of a text, in order. */
  public static void analyze(Analyzer analyzer, String text, Consumer<String> terms) {
    analyzer.analyze(
        text,
        term -> {
          if (term.isEmpty() || term.length() > TERM_LENGTH_MAX) {
            throw new IllegalArgumentException(
                "term=" + term + ": must have 1 to " + TERM_LENGTH_MAX + " chars");
          }
          terms.accept(term);
        });
  }
}
