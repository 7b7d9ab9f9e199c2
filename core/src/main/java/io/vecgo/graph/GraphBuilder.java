package io.vecgo.graph;

import io.vecgo.kernel.RowDistances;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Builds the graph of a segment: takes over what another graph has of it, inserts the other rows,
 * and makes every row reachable. Equal vectors, settings and source give equal bytes, whatever the
 * number of threads. Confined to one thread.
 *
 * <p>Heap memory: about 16 bytes a row, and the candidates of one batch, at most 32 MiB.
 */
public final class GraphBuilder {
  private final int rows;
  private final int linksMax;
  private final IndexSettings settings;
  private final Diversity diversity;
  private final Supplier<? extends RowDistances> exact;
  private Optional<Supplier<? extends RowDistances>> estimates = Optional.empty();
  private Function<LinkRecords, Optional<GraphCopy>> source = _ -> Optional.empty();
  private int candidatesMax;
  private int threads = 1;
  private IntConsumer progress = _ -> {};

  /**
   * @param rows rows of the graph
   * @param metric of the distances
   * @param settings links that a row chooses, of which a record holds twice as many, and candidates
   *     looked at to choose them
   * @param exact makes distances between the rows, one for each thread
   */
  public GraphBuilder(
      int rows, Metric metric, IndexSettings settings, Supplier<? extends RowDistances> exact) {
    this.rows = rows;
    this.linksMax = 2 * settings.m();
    this.settings = settings;
    this.diversity = Diversity.of(metric);
    this.exact = exact;
    this.candidatesMax = BatchInserts.candidatesMax(linksMax, settings.efConstruction());
  }

  /**
   * Walks measure with these, which may be cheaper and less exact; what they find is ranked and
   * chosen from by the exact distances.
   */
  public GraphBuilder walkingWith(Supplier<? extends RowDistances> newEstimates) {
    estimates = Optional.of(newEstimates);
    return this;
  }

  /**
   * Starts from the links of another graph, which must not change meanwhile.
   *
   * @param newRowOf for each row of that graph its row in this one, or -1; not copied
   */
  public GraphBuilder adopting(Links links, int[] newRowOf) {
    source = target -> Optional.of(new GraphCopy(links, newRowOf, target));
    candidatesMax = Math.max(candidatesMax, GraphCopy.candidatesMax(links.linksMax(), linksMax));
    return this;
  }

  /** Works with so many threads, the calling one among them. */
  public GraphBuilder threads(int count) {
    threads = count;
    return this;
  }

  /**
   * Tells the number of rows linked so far, in the calling thread, at least once in 8,192 rows.
   * What the listener throws ends the building.
   */
  public GraphBuilder progress(IntConsumer listener) {
    progress = listener;
    return this;
  }

  /**
   * Builds the graph.
   *
   * @param arena owns the memory of the graph
   * @throws InterruptedException if the calling thread is interrupted
   */
  public SegmentGraph build(Arena arena) throws InterruptedException {
    InsertOrder order = InsertOrder.of(rows, exact.get());
    MemorySegment bytes = GraphLayout.allocate(rows, linksMax, order.entries(), arena);
    LinkRecords records = GraphLayout.records(bytes);
    try (Workers<BuildScratch> workers = new Workers<>(threads, this::newScratch)) {
      IntPredicate isLinked = adopt(records, workers);
      repair(records, order, isLinked, workers.ownScratch());
      insert(records, order, isLinked, workers);
      repair(records, order, _ -> true, workers.ownScratch());
    }
    return SegmentGraph.over(bytes);
  }

  private BuildScratch newScratch() {
    RowDistances choosing = exact.get();
    RowDistances walking = estimates.isPresent() ? estimates.get().get() : choosing;
    return new BuildScratch(choosing, walking, diversity, linksMax, candidatesMax);
  }

  /** Takes over the links of the source; returns which rows it had. */
  private IntPredicate adopt(LinkRecords records, Workers<BuildScratch> workers)
      throws InterruptedException {
    Optional<GraphCopy> copy = source.apply(records);
    if (copy.isEmpty()) {
      return _ -> false;
    }
    copy.get().run(workers);
    return copy.get()::has;
  }

  private void insert(
      LinkRecords records, InsertOrder order, IntPredicate isLinked, Workers<BuildScratch> workers)
      throws InterruptedException {
    EntryRows.Growing entries = order.entries(isLinked);
    int[] fresh = order.where(isLinked.negate());
    new BatchInserts(records, workers, settings, entries).run(fresh, rows - fresh.length, progress);
  }

  /** Makes the linked rows reachable from those of them that are entry rows. */
  private static void repair(
      LinkRecords records, InsertOrder order, IntPredicate isLinked, BuildScratch scratch) {
    EntryRows.Growing entries = order.entries(isLinked);
    new GraphRepair(records, entries, scratch).reach(isLinked);
  }
}
