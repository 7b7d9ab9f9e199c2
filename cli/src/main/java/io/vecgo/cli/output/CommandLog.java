package io.vecgo.cli.output;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the database logs while a command runs: warnings, one line each, on standard error. A
 * configuration file of {@code java.util.logging} that the user names decides instead.
 */
public final class CommandLog {
  private static final String CONFIGURATION = "java.util.logging.config.file";
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  /** Levels are forgotten with a logger that nobody holds. */
  private static final Logger LOGGER = Logger.getLogger("io.vecgo");

  private CommandLog() {}

  /** For commands that end: their results tell what happened. To be called before anything logs. */
  public static void warningsOnly() {
    set(Level.WARNING, "%4$s: %5$s%6$s%n");
  }

  /** For commands that go on for long: with the time, and what an operator should know besides. */
  public static void everythingOfNote() {
    set(Level.INFO, "%1$tFT%1$tT%1$tz %4$s: %5$s%6$s%n");
  }

  private static void set(Level level, String format) {
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(FORMAT, format);
      LOGGER.setLevel(level);
    }
  }
}
