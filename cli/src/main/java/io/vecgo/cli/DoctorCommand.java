package io.vecgo.cli;

import io.vecgo.Workload.Memtables;
import io.vecgo.cli.doctor.Bucket;
import io.vecgo.cli.doctor.Diagnosis;
import io.vecgo.cli.doctor.Diagnosis.Symptom;
import io.vecgo.cli.doctor.Storage;
import io.vecgo.cli.doctor.Surroundings;
import io.vecgo.cli.doctor.Volume;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.Table;
import io.vecgo.cli.output.Table.Column;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for what in the surroundings of a database may hurt it. */
@Command(
    name = "doctor",
    description = {
      "Looks at Java, memory, limits and the file system or object store for what may hurt a"
          + " database there. Exit code 1 if anything is bad, 0 if there are warnings at most."
    },
    footer = {
      "  ${COMMAND-FULL-NAME}",
      "  ${COMMAND-FULL-NAME} /data/db --json",
      "  ${COMMAND-FULL-NAME} /data/db --memory-bytes 4000000000",
      "  ${COMMAND-FULL-NAME} s3://bucket/db"
    })
final class DoctorCommand implements Callable<Integer> {
  /** All memtables of one database with the usual options. */
  private static final long MEMTABLES_BYTES =
      Memtables.DEFAULT.bytes() * (Memtables.DEFAULT.frozenMax() + 1);

  private final Console console;

  @Parameters(
      paramLabel = "DB",
      defaultValue = ".",
      description =
          "Where a database lies or will lie: a directory or s3://bucket/prefix (default: here).")
  private Place place;

  @Option(
      names = "--memory-bytes",
      paramLabel = "N",
      description =
          "What databases of the process may take: the limit of its ResourceController, or all"
              + " memtables (default: ${DEFAULT-VALUE}).")
  private long memoryBytes = MEMTABLES_BYTES;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Symptom> symptoms = Diagnosis.of(Surroundings.now(), memoryBytes, storage());
    if (json) {
      console.println(JsonValues.line(fields(symptoms)));
    } else {
      print(symptoms);
    }
    return Diagnosis.isBad(symptoms) ? ExitCode.FAILED : ExitCode.GOOD;
  }

  private Storage storage() throws IOException {
    return switch (place) {
      case Place.Directory directory -> Volume.of(directory.path());
      case Place.ObjectStore _ -> place.inStore(Bucket::of);
    };
  }

  private void print(List<Symptom> symptoms) {
    Table table = new Table(Column.left("check"), Column.left("verdict"), Column.left("observed"));
    symptoms.forEach(one -> table.add(one.check(), verdict(one), one.observed()));
    table.print(console);
    symptoms.stream()
        .filter(symptom -> !symptom.advice().isEmpty())
        .forEach(symptom -> console.println("\n" + symptom.check() + ": " + symptom.advice()));
  }

  private static String verdict(Symptom symptom) {
    return symptom.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> fields(List<Symptom> symptoms) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("good", !Diagnosis.isBad(symptoms));
    object.put("symptoms", symptoms.stream().map(DoctorCommand::fields).toList());
    return object;
  }

  private static Map<String, Object> fields(Symptom symptom) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("check", symptom.check());
    object.put("verdict", verdict(symptom));
    object.put("observed", symptom.observed());
    object.put("advice", symptom.advice());
    return object;
  }
}
