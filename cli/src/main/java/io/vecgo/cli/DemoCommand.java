package io.vecgo.cli;

import io.vecgo.cli.demo.Demo;
import io.vecgo.cli.demo.DemoDirectory;
import io.vecgo.cli.demo.DemoDirectory.Earlier;
import io.vecgo.cli.demo.DemoPrefix;
import io.vecgo.cli.demo.DemoTarget;
import io.vecgo.cli.output.Console;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the database at work on data that comes with it. */
@Command(
    name = "demo",
    description = {
      "Shows the database at work, on data that comes with it.",
      "",
      "Imports dictionary entries, searches, filters, deletes, reopens and measures. Takes a few"
          + " seconds."
    },
    footer = {"  ${COMMAND-FULL-NAME}", "  ${COMMAND-FULL-NAME} --dir /tmp/my-demo"})
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "demo-db",
      description = {
        "Where to make the database, a directory or s3://bucket/prefix (default:"
            + " ${DEFAULT-VALUE}). A database of an earlier demo is replaced; a place with anything"
            + " else in it is refused."
      })
  private Place place = Place.parse("demo-db");

  @Option(
      names = "--keep",
      description = "Keep the database of an earlier demo: refuse to replace it.")
  private boolean keep;

  @Spec private CommandSpec spec;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Earlier earlier = keep ? Earlier.KEEP : Earlier.REPLACE;
    DemoTarget target =
        switch (place) {
          case Place.Directory directory -> inDirectory(directory.path(), earlier);
          case Place.ObjectStore _ -> inObjectStore(earlier);
        };
    new Demo(console, target, spec.root().qualifiedName()).run();
    return ExitCode.GOOD;
  }

  private DemoTarget inDirectory(Path directory, Earlier earlier) throws IOException {
    new DemoDirectory(directory).prepare(earlier);
    String absolute = directory.toAbsolutePath().normalize().toString();
    return new DemoTarget(place::store, directory.toString(), absolute, directory);
  }

  private DemoTarget inObjectStore(Earlier earlier) throws IOException {
    try (BlobStore store = place.store()) {
      new DemoPrefix(store).prepare(earlier);
    }
    Path files = Files.createTempDirectory("vecgo-demo-");
    return new DemoTarget(place::store, place.toString(), place.toString(), files);
  }
}
