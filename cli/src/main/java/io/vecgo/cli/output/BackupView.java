package io.vecgo.cli.output;

import io.vecgo.observe.BackupReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a backup or a restoring copied. */
public final class BackupView {
  private BackupView() {}

  /**
   * One line.
   *
   * @param done what was done, for example {@code backed up}
   */
  public static String sentence(String done, BackupReport report) {
    return "%s version %d in %s: copied %s of %s, %s there already"
        .formatted(
            done,
            report.version(),
            Figures.seconds(report.duration()),
            Figures.count(report.filesCopied(), "file"),
            Figures.bytes(report.bytesCopied()),
            Figures.count(report.filesPresent()));
  }

  public static Map<String, Object> json(BackupReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("version", report.version());
    object.put("filesCopied", report.filesCopied());
    object.put("bytesCopied", report.bytesCopied());
    object.put("filesPresent", report.filesPresent());
    object.put("seconds", report.duration().toMillis() / 1e3);
    return object;
  }
}
