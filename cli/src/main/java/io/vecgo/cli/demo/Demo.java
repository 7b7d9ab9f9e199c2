package io.vecgo.cli.demo;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.cli.ingest.Existing;
import io.vecgo.cli.ingest.ImportSummary;
import io.vecgo.cli.ingest.Importer;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.output.Console;
import io.vecgo.cli.output.Facts;
import io.vecgo.cli.output.Figures;
import io.vecgo.cli.output.HitTable;
import io.vecgo.cli.output.Progress;
import io.vecgo.cli.output.Shell;
import io.vecgo.cli.output.Style.Ink;
import io.vecgo.cli.output.Table;
import io.vecgo.cli.output.Table.Column;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import io.vecgo.observe.DatabaseStats;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A tour of the database: import, search, filter, delete, reopen, measure. */
public final class Demo {
  private static final int COMMIT_ROWS = 50_000;
  private static final int QUERIES_SHOWN = 3;
  private static final int HITS_SHOWN = 3;
  private static final int FILTERED_QUERY = 4;
  private static final int RECALL_K = 10;

  /** So few rows would be scanned; with this ef, below the default, a walk costs less. */
  private static final CreateOptions OPTIONS =
      CreateOptions.of(DemoData.DIMENSION, DemoData.METRIC).withSchema(DemoData.SCHEMA);

  private static final Filter VERBS = Filter.eq("pos", "verb");

  private final Console console;
  private final DemoTarget target;
  private final String command;
  private final List<DemoQuery> queries;
  private final HitTable table;

  /**
   * @param target where the database is to be; empty
   * @param command what the user types to run this program, as a shell reads it
   */
  public Demo(Console console, DemoTarget target, String command) throws IOException {
    this.console = console;
    this.target = target;
    this.command = command;
    this.queries = DemoData.queries();
    this.table = new HitTable(console, DemoData.SCHEMA);
  }

  public void run() throws IOException {
    try (Vecgo db = Vecgo.create(target.stores().get(), OPTIONS)) {
      importEntries(db);
      search(db);
      searchVerbs(db);
      delete(db);
    }
    DemoData.copyQueries(target.files());
    try (Vecgo db = Vecgo.open(target.stores().get(), OpenOptions.defaults().readOnly())) {
      showReopened(db);
      measure(db);
    }
    sayWhatNext();
  }

  private void importEntries(Vecgo db) throws IOException {
    heading("Import dictionary entries (WordNet), each with a vector of its meaning");
    try (RowReader<VectorRecord> entries = DemoData.entries();
        Progress progress = console.progress()) {
      ImportSummary summary = new Importer(db, Existing.REFUSE, COMMIT_ROWS, progress).run(entries);
      console.println("  " + summary.inWords());
    }
    console.println("  database: " + target.place());
  }

  private void search(Vecgo db) {
    heading("Search for the nearest to entries that are not in the database");
    for (DemoQuery query : queries.subList(0, QUERIES_SHOWN)) {
      table.print(query.text(), hits(db, query.query()));
    }
  }

  private void searchVerbs(Vecgo db) {
    DemoQuery query = queries.get(FILTERED_QUERY);
    heading("Search again with a filter: pos = 'verb'");
    table.print(query.text(), hits(db, query.query().filter(VERBS)));
  }

  private void delete(Vecgo db) {
    DemoQuery query = queries.getFirst();
    List<String> keys =
        hits(db, query.query()).stream().flatMap(hit -> hit.key().stream()).toList();
    heading("Delete the hits of the first search: keys " + String.join(", ", keys));
    keys.forEach(db::delete);
    long version = db.commit().version();
    console.println(
        "  %s left, committed as version %d; the same search now finds others"
            .formatted(Figures.count(db.stats().totalVectors(), "row"), version));
    table.print(query.text(), hits(db, query.query()));
  }

  private void showReopened(Vecgo db) {
    heading("Close, reopen, look around");
    DatabaseStats stats = db.stats();
    new Facts()
        .add("version", Long.toString(stats.manifestId()))
        .add("live vectors", Figures.count(stats.totalVectors()))
        .add("segments", Figures.count(stats.segmentCount()))
        .add("deleted rows", Figures.count(stats.tombstones()) + " still take up space")
        .add("on disk", Figures.bytes(stats.diskBytes()))
        .print(console);
  }

  /**
   * Measures exact searches, walks of committed rows through codes, and walks of rows in memory.
   */
  private void measure(Vecgo committed) throws IOException {
    heading("Measure all " + queries.size() + " queries, against exact search");
    List<Query> plain =
        queries.stream().map(query -> query.query().k(RECALL_K).returning()).toList();
    List<Query> exact = plain.stream().map(Query::exact).toList();
    Table figures =
        new Table(
            Column.left("search"),
            Column.right("recall@10"),
            Column.right("vectors compared"),
            Column.right("p50"),
            Column.right("p99"));
    add(figures, "exact: every row", Measurement.of(committed, exact));
    add(figures, "committed rows: graph and codes", Measurement.of(committed, plain));
    try (Vecgo memory = Vecgo.create(new MemoryStore(), OPTIONS)) {
      readEntries().parallelStream().forEach(memory::insert);
      add(figures, "rows in memory: graph", Measurement.of(memory, plain));
    }
    figures.print(console);
    console.println(
        "  Codes are 4 bits for a component: estimates, of which the best are compared exactly."
            + " So few rows say nothing about many.");
  }

  private static List<VectorRecord> readEntries() throws IOException {
    try (RowReader<VectorRecord> entries = DemoData.entries()) {
      return entries.readAll();
    }
  }

  private static void add(Table figures, String search, Measurement measurement) {
    figures.add(
        search,
        String.format(Locale.ROOT, "%.4f", measurement.recall()),
        Figures.count(measurement.comparisons()),
        Figures.millis(measurement.latencies().percentile(50)),
        Figures.millis(measurement.latencies().percentile(99)));
  }

  private void sayWhatNext() {
    heading("Your turn: the database stays in " + target.address());
    String database = Shell.quote(target.address());
    String file = Shell.quote(target.files().resolve(DemoData.QUERIES).toString());
    console.println("  %s search %s --vectors %s --k 5".formatted(command, database, file));
    console.println(
        "  %s search %s --vectors %s --filter \"pos = 'verb'\" --limit-queries 1 --json"
            .formatted(command, database, file));
    console.println("  %s get %s 17".formatted(command, database));
    console.println("  %s stats %s".formatted(command, database));
  }

  private List<Hit> hits(Vecgo db, Query query) {
    return db.search(query.k(HITS_SHOWN)).hits();
  }

  private void heading(String text) {
    console.println("");
    console.println(console.paint(Ink.BOLD, text));
    console.flush();
  }
}
