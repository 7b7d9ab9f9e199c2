package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Figures;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.Table;
import io.vecgo.cli.output.Table.Column;
import io.vecgo.model.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names for versions, which no vacuum removes as long as they have one. */
@Command(
    name = "tag",
    description = "Adds, removes and lists names of versions. No vacuum removes a tagged version.",
    footer = {
      "  ${COMMAND-FULL-NAME} add ./db release-7 42",
      "  ${COMMAND-FULL-NAME} list ./db",
      "  ${COMMAND-FULL-NAME} remove ./db release-7"
    })
final class TagCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command with those below it. */
  static CommandLine line(Console console) {
    return new CommandLine(new TagCommand())
        .addSubcommand(new Add(console))
        .addSubcommand(new Remove(console))
        .addSubcommand(new ListThem(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: add, remove or list");
  }

  private static Map<String, Object> fields(Tag tag) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("tag", tag.name());
    object.put("version", tag.version());
    return object;
  }

  /** Gives a version a name. */
  @Command(
      name = "add",
      description = "Gives a version a name.",
      footer = "  ${COMMAND-FULL-NAME} ./db release-7 42")
  static final class Add implements Runnable {
    private final Console console;

    @Parameters(
        index = "0",
        paramLabel = "DB",
        description = "Directory of the database, or s3://bucket/prefix.")
    private Place database;

    @Parameters(index = "1", paramLabel = "NAME", description = "The name: a-z 0-9 . _ -")
    private String name;

    @Parameters(index = "2", paramLabel = "N", description = "The number of the version.")
    private long version;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Add(Console console) {
      this.console = console;
    }

    @Override
    public void run() {
      try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults())) {
        Tag tag = db.tag(name, version);
        console.println(
            json
                ? JsonValues.line(fields(tag))
                : "version " + tag.version() + " has the tag " + tag.name());
      }
    }
  }

  /** Removes a name. */
  @Command(
      name = "remove",
      description = "Removes a name. The version stays until a vacuum.",
      footer = "  ${COMMAND-FULL-NAME} ./db release-7")
  static final class Remove implements Callable<Integer> {
    private final Console console;

    @Parameters(
        index = "0",
        paramLabel = "DB",
        description = "Directory of the database, or s3://bucket/prefix.")
    private Place database;

    @Parameters(index = "1", paramLabel = "NAME", description = "The name.")
    private String name;

    Remove(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults())) {
        if (db.untag(name)) {
          console.println("removed the tag " + name);
          return ExitCode.GOOD;
        }
        console.complain("there is no tag " + name);
        return ExitCode.FAILED;
      }
    }
  }

  /** Lists names. */
  @Command(
      name = "list",
      description = "Lists the names of versions.",
      footer = "  ${COMMAND-FULL-NAME} ./db")
  static final class ListThem implements Runnable {
    private final Console console;

    @Parameters(
        paramLabel = "DB",
        description = "Directory of the database, or s3://bucket/prefix.")
    private Place database;

    @Option(names = "--json", description = "Print one JSON object per line for each tag.")
    private boolean json;

    ListThem(Console console) {
      this.console = console;
    }

    @Override
    public void run() {
      try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults().readOnly())) {
        print(db.tags());
      }
    }

    private void print(List<Tag> tags) {
      if (json) {
        tags.forEach(tag -> console.println(JsonValues.line(fields(tag))));
        return;
      }
      Table table = new Table(Column.right("version"), Column.left("tag"));
      tags.forEach(tag -> table.add(Figures.count(tag.version()), tag.name()));
      table.print(console);
    }
  }
}
