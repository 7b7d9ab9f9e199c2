package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Facts;
import io.vecgo.cli.output.Figures;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.observe.VacuumReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes old versions. */
@Command(
    name = "vacuum",
    description = {
      "Deletes old versions, the files that only they need, and what crashes have left.",
      "",
      "A version is kept if any of these holds: it is one of the newest, it is young enough, it has"
          + " a tag, it was current within the grace period. The database must not be open for"
          + " writing elsewhere, but for --dry-run."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} ./db --keep-versions 10 --keep-duration 7d",
      "  ${COMMAND-FULL-NAME} ./db --keep-versions 1 --dry-run --json"
    })
final class VacuumCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Option(
      names = "--keep-versions",
      paramLabel = "N",
      required = true,
      description = "Keep so many of the newest versions, the current one included.")
  private int keepVersions;

  @Option(
      names = "--keep-duration",
      paramLabel = "TIME",
      converter = Durations.Converter.class,
      description = "Keep versions that are younger, as 90s, 15m, 36h or 7d (default: 0s).")
  private Duration keepDuration = Duration.ZERO;

  @Option(
      names = "--grace-period",
      paramLabel = "TIME",
      converter = Durations.Converter.class,
      description = {
        "Keep versions that were current within this time, for readers in other processes (default:"
            + " 15m)."
      })
  private Duration gracePeriod = RetentionPolicy.GRACE_PERIOD;

  @Option(names = "--dry-run", description = "Only say what would be deleted.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  VacuumCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    RetentionPolicy policy = new RetentionPolicy(keepVersions, keepDuration, gracePeriod);
    VacuumReport report = dryRun ? preview(policy) : vacuum(policy);
    if (json) {
      console.println(JsonValues.line(fields(report)));
    } else {
      facts(report).print(console);
    }
  }

  private VacuumReport preview(RetentionPolicy policy) {
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults().readOnly())) {
      return db.previewVacuum(policy);
    }
  }

  private VacuumReport vacuum(RetentionPolicy policy) {
    OpenOptions quiet = OpenOptions.defaults().withoutAutomaticCompaction();
    try (Vecgo db = Vecgo.open(database.store(), quiet)) {
      return db.vacuum(policy);
    }
  }

  private Map<String, Object> fields(VacuumReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("dryRun", dryRun);
    object.put("versions", report.versions());
    object.put("versionsKept", report.versionsKept());
    object.put("files", report.files());
    object.put("orphans", report.orphans());
    object.put("bytes", report.bytes());
    object.put("seconds", report.duration().toMillis() / 1e3);
    return object;
  }

  private Facts facts(VacuumReport report) {
    return new Facts()
        .add(dryRun ? "would delete" : "deleted", deleted(report))
        .add("kept", Figures.count(report.versionsKept(), "version"))
        .add(dryRun ? "would free" : "freed", Figures.bytes(report.bytes()));
  }

  private static String deleted(VacuumReport report) {
    return "%s, %s, %s"
        .formatted(
            Figures.count(report.versions().size(), "version"),
            Figures.count(report.files().size(), "file"),
            Figures.count(report.orphans().size(), "leftover"));
  }
}
