package io.vecgo.cli;

import io.vecgo.CapacityPlan;
import io.vecgo.CapacityPlan.Component;
import io.vecgo.Workload;
import io.vecgo.Workload.Field;
import io.vecgo.Workload.Memtables;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Figures;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.cli.output.Table;
import io.vecgo.cli.output.Table.Column;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plans memory and disk. */
@Command(
    name = "plan",
    description = {
      "Tells how much memory and disk so many vectors will need, by component. Nothing is opened:"
          + " a formula over the file formats, within a tenth of real databases on disk."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} --vectors 10000000 --dim 1536",
      "  ${COMMAND-FULL-NAME} --vectors 10000000 --dim 1536 --quantizer rabitq-1 --field lang:string:40:2"
    })
final class PlanCommand implements Runnable {
  private final Console console;

  @Option(names = "--vectors", paramLabel = "N", required = true, description = "Records.")
  private long vectors;

  @Option(
      names = "--dim",
      paramLabel = "N",
      required = true,
      description = "Dimension: components of each vector.")
  private int dimension;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      converter = Arguments.ToMetric.class,
      description = "How vectors are compared: l2, cosine or dot (default: cosine).")
  private Metric metric = Metric.COSINE;

  @Option(
      names = {"--quantizer", "--quantization"},
      paramLabel = "NAME",
      converter = Arguments.ToQuantization.class,
      description = "How vectors are shortened for searches, as for create (default: rabitq-4).")
  private Quantization quantization = IndexSettings.DEFAULT.quantization();

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      converter = Arguments.ToLayout.class,
      description = "Compact or turbo, as for create (default: compact).")
  private Layout layout = IndexSettings.DEFAULT.layout();

  @Option(
      names = "--m",
      paramLabel = "N",
      description = "Links that a row of a graph chooses (default: ${DEFAULT-VALUE}).")
  private int m = IndexSettings.DEFAULT.m();

  @Option(
      names = "--key-bytes",
      paramLabel = "N",
      description = "Bytes of a key, on average (default: 0, no keys).")
  private int keyBytes;

  @Option(
      names = "--field",
      paramLabel = "NAME:TYPE:DISTINCT[:BYTES]",
      converter = Arguments.ToPlannedField.class,
      description = {
        "A field of the metadata, its type as in a schema, how many values differ, and of strings and"
            + " texts the bytes on average (default: 16). Of texts: how many words differ. May be"
            + " repeated."
      })
  private List<Field> fields = new ArrayList<>();

  @Option(
      names = "--payload-bytes",
      paramLabel = "N",
      description = "Bytes of the payload of a record, on average (default: 0).")
  private int payloadBytes;

  @Option(
      names = "--memtable-bytes",
      paramLabel = "N",
      description = "Memory of rows before a commit (default: ${DEFAULT-VALUE}).")
  private long memtableBytes = Memtables.DEFAULT.bytes();

  @Option(
      names = "--frozen-memtables",
      paramLabel = "N",
      description = "Memtables that may wait for a commit (default: ${DEFAULT-VALUE}).")
  private int frozenMemtables = Memtables.DEFAULT.frozenMax();

  @Option(
      names = "--versions",
      paramLabel = "N",
      description = "Versions that are kept (default: ${DEFAULT-VALUE}).")
  private int versions = Workload.VERSIONS;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    IndexSettings index =
        new IndexSettings(
            m, Math.max(m, IndexSettings.DEFAULT.efConstruction()), quantization, layout);
    Workload workload =
        Workload.of(vectors, dimension)
            .withIndex(metric, index)
            .withContent(keyBytes, payloadBytes, fields)
            .keeping(new Memtables(memtableBytes, frozenMemtables), versions);
    CapacityPlan plan = CapacityPlan.of(workload);
    if (json) {
      console.println(JsonValues.line(fields(plan)));
    } else {
      print("memory", plan.memory(), plan.memoryBytes());
      console.println("");
      print("disk", plan.disk(), plan.diskBytes());
    }
  }

  private void print(String title, List<Component> components, long sum) {
    Table table = new Table(Column.left(title), Column.right("size"), Column.left("what for"));
    components.forEach(one -> table.add(one.name(), Figures.bytes(one.bytes()), one.reason()));
    table.add("in all", Figures.bytes(sum), "");
    table.print(console);
  }

  private static Map<String, Object> fields(CapacityPlan plan) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("memoryBytes", plan.memoryBytes());
    object.put("diskBytes", plan.diskBytes());
    object.put("memory", fields(plan.memory()));
    object.put("disk", fields(plan.disk()));
    return object;
  }

  private static Map<String, Object> fields(List<Component> components) {
    Map<String, Object> object = new LinkedHashMap<>();
    components.forEach(component -> object.put(component.name(), component.bytes()));
    return object;
  }
}
