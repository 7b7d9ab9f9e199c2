import org.jspecify.annotations.NullMarked;

/** What tests of Vecgo and of its stores are written with. */
@NullMarked
module io.vecgo.testkit {
  requires org.assertj.core;
  requires org.junit.jupiter.params;
  requires static transitive org.jspecify;
  requires transitive io.vecgo;
  requires transitive org.junit.jupiter.api;

  exports io.vecgo.testkit;
  exports io.vecgo.testkit.disk;
}
