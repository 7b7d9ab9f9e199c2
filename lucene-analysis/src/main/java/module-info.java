import org.jspecify.annotations.NullMarked;

/** Analyzers of Apache Lucene for the text fields of Vecgo. */
@NullMarked
module io.vecgo.lucene.analysis {
  requires transitive io.vecgo;
  requires transitive org.apache.lucene.core;
  requires static org.jspecify;

  exports io.vecgo.lucene.analysis;
}
