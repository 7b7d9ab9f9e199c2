import org.jspecify.annotations.NullMarked;

/** The vecgo command, and the readers of the files that it takes. */
@NullMarked
module io.vecgo.cli {
  requires com.fasterxml.jackson.jr.ob;
  requires info.picocli;
  requires io.vecgo.s3;
  requires transitive io.vecgo;
  requires io.vecgo.metrics;
  requires java.logging;
  requires java.management;
  requires jdk.httpserver;
  requires jdk.management;
  requires micrometer.registry.prometheus;
  requires static org.jspecify;

  exports io.vecgo.cli;
  exports io.vecgo.cli.input;

  opens io.vecgo.cli to
      info.picocli;
}
