package io.vecgo.cli;

import io.vecgo.Vecgo;
import io.vecgo.cli.input.BadInputException;
import io.vecgo.cli.input.RecordFields;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.input.VectorFile;
import io.vecgo.cli.input.VectorRule;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.SearchJson;
import io.vecgo.cli.output.SearchReport;
import io.vecgo.cli.output.SearchReport.Detail;
import io.vecgo.cli.output.SearchTables;
import io.vecgo.model.Filter;
import io.vecgo.model.Limits;
import io.vecgo.model.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the nearest vectors of each query in a file, or the texts that have words, or both. */
@Command(
    name = "search",
    description = {
      "Finds the nearest vectors of each query in a file, the texts that have some words, or both.",
      "",
      "Query files are .fvecs, .npy (float32 or float64, two dimensions, C order) or JSON lines;"
          + " each plain or gzipped."
    },
    footer = {
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --k 10",
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --filter \"pos = 'verb' and words > 2\"",
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --limit-queries 1 --exact --json",
      "  ${COMMAND-FULL-NAME} ./db --text \"sahara wind\"",
      "  ${COMMAND-FULL-NAME} ./db --vectors queries.fvecs.gz --limit-queries 1 \\",
      "      --hybrid \"sahara wind\""
    })
final class SearchCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DB", description = "Directory of the database.")
  private Path database;

  @Option(names = "--vectors", paramLabel = "FILE", description = "The queries.")
  private Optional<Path> vectors = Optional.empty();

  @Mixin private TextOptions text = new TextOptions();

  @Option(
      names = "--vector-field",
      paramLabel = "NAME",
      defaultValue = "vector",
      description = "The field of a JSON line that is the vector (default: ${DEFAULT-VALUE}).")
  private String vectorField = RecordFields.DEFAULT.vector();

  @Option(
      names = "--k",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many hits for each query (default: ${DEFAULT-VALUE}).")
  private int k;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      converter = Arguments.ToFilter.class,
      description = "Only records whose metadata match, for example: pos = 'verb'")
  private Filter filter = Filter.all();

  @Option(names = "--exact", description = "Compare every vector instead of walking the graph.")
  private boolean exact;

  @Option(
      names = "--ef",
      paramLabel = "N",
      description = "Candidates that a graph walk keeps; more find more and take longer.")
  private Optional<Integer> ef = Optional.empty();

  @Option(
      names = "--oversampling",
      paramLabel = "X",
      description = "Compare X times k candidates by their full vectors, 1 to 1000.")
  private Optional<Double> oversampling = Optional.empty();

  @Option(
      names = "--limit-queries",
      paramLabel = "N",
      description = "Only the first N queries of the file.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--explain",
      description = "Tell how each part was searched, why, and what it took.")
  private boolean explain;

  @ArgGroup private AtVersion at = new AtVersion();

  @Option(names = "--json", description = "Print one JSON object per line for each query.")
  private boolean json;

  SearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Limits.checkRange("limit-queries", limit, 1, Long.MAX_VALUE);
    text.check(vectors.isPresent());
    try (Vecgo db = Vecgo.open(database, at.options())) {
      Detail detail = explain ? Detail.EXPLAINED : Detail.BRIEF;
      SearchReport report =
          json
              ? new SearchJson(console.out(), detail)
              : new SearchTables(console, db.schema(), detail);
      if (vectors.isPresent()) {
        searchAll(db, vectors.get(), report);
      } else {
        report.add(0, db.search(configured(text.byText(text.textAlone().orElseThrow()))));
      }
      report.end();
    }
    return ExitCode.GOOD;
  }

  private void searchAll(Vecgo db, Path file, SearchReport report) throws IOException {
    try (RowReader<float[]> queries =
        VectorFile.open(file, VectorRule.of(db.dimension(), db.metric()), vectorField)) {
      long number = 0;
      while (number < limit && !console.out().checkError()) {
        Optional<float[]> vector = queries.next();
        if (vector.isEmpty()) {
          break;
        }
        report.add(number++, db.search(configured(text.byVector(vector.get()))));
      }
      if (number == 0) {
        throw new BadInputException(file + ": holds no vectors, expected at least one query");
      }
    }
  }

  private Query configured(Query unconfigured) {
    Query query = unconfigured.k(k).filter(filter);
    query = ef.isPresent() ? query.ef(ef.get()) : query;
    query = oversampling.isPresent() ? query.oversampling(oversampling.get()) : query;
    query = exact ? query.exact() : query;
    return json ? query.returning() : query;
  }
}
