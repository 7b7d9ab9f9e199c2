package io.vecgo.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The option that prints help, for every command. (The standard options of picocli would take
 * {@code --version} from the commands that read a version of a database.)
 */
@Command
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks whether the option is there
  private boolean help;

  private HelpOption() {}

  /** Gives the option to a command and to all below it. */
  static void addTo(CommandLine line) {
    if (line.getCommand() instanceof HelpCommand) {
      return;
    }
    line.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    line.getSubcommands().values().forEach(HelpOption::addTo);
  }
}
