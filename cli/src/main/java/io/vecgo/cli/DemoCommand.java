package io.vecgo.cli;

import io.vecgo.cli.demo.Demo;
import io.vecgo.cli.demo.DemoDirectory;
import io.vecgo.cli.demo.DemoDirectory.Earlier;
import io.vecgo.cli.output.Console;
import java.io.IOException;
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
      "Shows the database at work: imports dictionary entries that come with it, searches, filters,"
          + " deletes, reopens and measures. Takes a few seconds."
    },
    footer = {"  ${COMMAND-FULL-NAME}", "  ${COMMAND-FULL-NAME} --dir /tmp/my-demo"})
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "demo-db",
      description = {
        "Where to make the database (default: ${DEFAULT-VALUE}). A database of an earlier demo is"
            + " replaced; a directory with anything else in it is refused."
      })
  private Path directory = Path.of("demo-db");

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
    new DemoDirectory(directory).prepare(keep ? Earlier.KEEP : Earlier.REPLACE);
    new Demo(console, directory, spec.root().qualifiedName()).run();
    return ExitCode.GOOD;
  }
}
