import org.jspecify.annotations.NullMarked;

/** Metrics of Vecgo databases in a Micrometer registry. */
@NullMarked
module io.vecgo.metrics {
  requires transitive io.vecgo;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports io.vecgo.metrics;
}
