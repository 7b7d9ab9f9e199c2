package io.vecgo.cli;

import io.vecgo.cli.doctor.Diagnosis;
import io.vecgo.cli.doctor.Diagnosis.Symptom;
import io.vecgo.cli.doctor.Surroundings;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.Table;
import io.vecgo.cli.output.Table.Column;
import java.io.IOException;
import java.nio.file.Path;
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
      "Looks at Java, memory, limits and the file system for what may hurt a database there. Exit"
          + " code 1 if anything is bad, 0 if there are warnings at most."
    },
    footer = {"  ${COMMAND-FULL-NAME}", "  ${COMMAND-FULL-NAME} /data/db --json"})
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where a database lies or will lie (default: here).")
  private Path directory;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Symptom> symptoms = Diagnosis.of(Surroundings.of(directory));
    if (json) {
      console.println(JsonValues.line(fields(symptoms)));
    } else {
      print(symptoms);
    }
    return Diagnosis.isBad(symptoms) ? ExitCode.FAILED : ExitCode.GOOD;
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
