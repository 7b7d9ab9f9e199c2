package io.vecgo.cli.ingest;

import io.vecgo.cli.output.Figures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an import did.
 *
 * @param rows rows written and committed
 * @param version the version that holds them
 * @param bytes size of the files written
 * @param duration from the first row read to the last commit
 */
public record ImportSummary(long rows, long version, long bytes, Duration duration) {

  public long rowsPerSecond() {
    return Math.round(rows / Math.max(1e-9, duration.toNanos() / 1e9));
  }

  /** One sentence. */
  public String inWords() {
    return "imported %s in %s (%s rows/s), committed as version %s, %s written"
        .formatted(
            Figures.count(rows, "row"),
            Figures.seconds(duration),
            Figures.count(rowsPerSecond()),
            Figures.count(version),
            Figures.bytes(bytes));
  }

  public Map<String, Object> json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rows", rows);
    object.put("seconds", duration.toNanos() / 1e9);
    object.put("rowsPerSecond", rowsPerSecond());
    object.put("version", version);
    object.put("bytes", bytes);
    return object;
  }
}
