import org.jspecify.annotations.NullMarked;

/** Vecgo: an embeddable, commit-oriented hybrid vector database. */
@NullMarked
module io.vecgo {
  requires jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports io.vecgo;
  exports io.vecgo.analysis;
  exports io.vecgo.model;
  exports io.vecgo.observe;
  exports io.vecgo.store;
}
