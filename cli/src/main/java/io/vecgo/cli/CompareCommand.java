package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.input.BadInputException;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.input.VectorFile;
import io.vecgo.cli.input.VectorRule;
import io.vecgo.cli.output.ComparisonView;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.JsonValues;
import io.vecgo.model.Limits;
import io.vecgo.model.Query;
import io.vecgo.observe.VersionComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks two versions the same queries. */
@Command(
    name = "compare",
    description = {
      "Asks two versions the same queries, and says how the answers differ and which versions lie"
          + " between."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} ./db 42 57 --vectors queries.fvecs.gz --k 10",
      "  ${COMMAND-FULL-NAME} ./db release-7 57 --vectors queries.fvecs.gz --json"
    })
final class CompareCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "DB",
      description = "Directory of the database, or s3://bucket/prefix.")
  private Place database;

  @Parameters(
      index = "1",
      paramLabel = "BEFORE",
      converter = VersionReference.Converter.class,
      description = "The version compared with: its number or a tag.")
  private VersionReference before;

  @Parameters(
      index = "2",
      paramLabel = "AFTER",
      converter = VersionReference.Converter.class,
      description = "The version compared.")
  private VersionReference after;

  @Option(names = "--vectors", paramLabel = "FILE", required = true, description = "The queries.")
  private Path vectors;

  @Mixin private VectorFieldOption vectorField = new VectorFieldOption();

  @Option(
      names = "--k",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many hits for each query (default: ${DEFAULT-VALUE}).")
  private int k;

  @Mixin private FilterOption which = new FilterOption();

  @Option(
      names = "--limit-queries",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Only the first N queries of the file (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Limits.checkRange("limit-queries", limit, 1, Integer.MAX_VALUE);
    try (Vecgo db = Vecgo.open(database.store(), OpenOptions.defaults().readOnly())) {
      VersionComparison comparison = db.compare(before.in(db), after.in(db), queries(db));
      if (json) {
        console.println(JsonValues.line(ComparisonView.json(comparison)));
      } else {
        ComparisonView.print(comparison, k, console);
      }
    }
    return ExitCode.GOOD;
  }

  private List<Query> queries(Vecgo db) throws IOException {
    List<Query> queries = new ArrayList<>();
    try (RowReader<float[]> rows =
        VectorFile.open(vectors, VectorRule.of(db.dimension(), db.metric()), vectorField.name())) {
      while (queries.size() < limit) {
        Optional<float[]> vector = rows.next();
        if (vector.isEmpty()) {
          break;
        }
        queries.add(Query.of(vector.get()).k(k).filter(which.filter()));
      }
    }
    if (queries.isEmpty()) {
      throw new BadInputException(vectors + ": holds no vectors, expected at least one query");
    }
    return queries;
  }
}
