package io.vecgo.cli;

import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Style;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands. It has no work of its own. */
@Command(
    name = "vecgo",
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    sortSynopsis = false,
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n@|bold Arguments|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    commandListHeading = "%n@|bold Commands|@%n",
    footerHeading = "%n@|bold Examples|@%n",
    description = "An embeddable vector database: one directory is one database.",
    footer = {
      "  ${COMMAND-FULL-NAME} demo",
      "  ${COMMAND-FULL-NAME} create ./db --dim 384 --metric cosine",
      "  ${COMMAND-FULL-NAME} import ./db --vectors base.fvecs.gz --metadata texts.jsonl.gz",
      "  ${COMMAND-FULL-NAME} search ./db --vectors queries.fvecs.gz --k 5 --filter \"pos = 'verb'\"",
      "",
      "Exit codes: 0 good, 1 something is wrong with the database or a key is missing,",
      "2 bad arguments or input files."
    })
final class VecgoCommand implements Runnable {

  /** The narrowest help that picocli can lay out. */
  private static final int HELP_COLUMNS_MIN = 55;

  private static final int HELP_COLUMNS_MAX = 100;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print version information and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks whether the option is there
  private boolean version;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of errors.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  /** The whole command line, writing to this console. */
  static CommandLine commandLine(Console console) {
    VecgoCommand root = new VecgoCommand();
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new CreateCommand(console))
            .addSubcommand(new ImportCommand(console))
            .addSubcommand(new SearchCommand(console))
            .addSubcommand(new CountCommand(console))
            .addSubcommand(new ScanCommand(console))
            .addSubcommand(new GetCommand(console))
            .addSubcommand(new DeleteCommand(console))
            .addSubcommand(new StatsCommand(console))
            .addSubcommand(new CompactCommand(console))
            .addSubcommand(new VersionsCommand(console))
            .addSubcommand(new RollbackCommand(console))
            .addSubcommand(new CompareCommand(console))
            .addSubcommand(TagCommand.line(console))
            .addSubcommand(new VacuumCommand(console))
            .addSubcommand(new VerifyCommand(console))
            .addSubcommand(new RepairCommand(console))
            .addSubcommand(new BackupCommand(console))
            .addSubcommand(new RestoreCommand(console))
            .addSubcommand(new CopyCommand(console))
            .addSubcommand(new HealthCommand(console))
            .addSubcommand(new MetricsCommand(console))
            .addSubcommand(new WatchCommand(console))
            .addSubcommand(new PlanCommand(console))
            .addSubcommand(new DoctorCommand(console))
            .addSubcommand(hiddenHelp());
    HelpOption.addTo(line);
    FailureReport failures = new FailureReport(console, () -> root.verbose);
    return line.setOut(console.out())
        .setErr(console.err())
        .setUsageHelpWidth(
            Math.clamp(console.terminal().outColumns(), HELP_COLUMNS_MIN, HELP_COLUMNS_MAX))
        .setColorScheme(Help.defaultColorScheme(ansi(console.terminal().outStyle())))
        .registerConverter(Place.class, new Place.Converter())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  /** For those who type {@code vecgo help search}. */
  private static CommandLine hiddenHelp() {
    CommandLine help = new CommandLine(new HelpCommand());
    help.getCommandSpec().usageMessage().hidden(true);
    return help;
  }

  private static Ansi ansi(Style style) {
    return switch (style) {
      case PLAIN -> Ansi.OFF;
      case ANSI -> Ansi.ON;
    };
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
