package io.vecgo.segment;

import io.vecgo.analysis.Analyzer;
import io.vecgo.columns.Pruned;
import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.Ball;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Query.Returned;
import io.vecgo.part.Effort;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.Part;
import io.vecgo.part.VectorLease;
import io.vecgo.part.WalkLimits;
import io.vecgo.rows.RowSet;
import io.vecgo.text.FieldText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A segment as one snapshot sees it. */
public record SegmentPart(Segment segment, RowSet live) implements Part {

  @Override
  public String name() {
    return segment.info().file();
  }

  @Override
  public RowSet matching(Filter filter) {
    return pruned(filter).isPresent() ? RowSet.none() : segment.matching(filter, live);
  }

  @Override
  public Optional<Pruned> pruned(Filter filter) {
    return segment.info().statistics().metadata().pruned(filter);
  }

  @Override
  public double nearest(float[] query) {
    Optional<Ball> ball = segment.info().statistics().ball();
    return ball.isPresent() ? ball.get().nearest(query) : Double.NEGATIVE_INFINITY;
  }

  @Override
  public boolean isAtHand() {
    return segment.isRead();
  }

  @Override
  public void fetch() {
    segment.fetch();
  }

  @Override
  public boolean hasGraph() {
    return segment.hasGraph();
  }

  @Override
  public Effort scan(float[] query, RowSet rows, NearestRows result) {
    return segment.scan(query, rows, result);
  }

  @Override
  public Effort scanCodes(float[] query, RowSet rows, NearestRows result) {
    return oversampling() > 1
        ? segment.index().scan(query, rows, result)
        : segment.scan(query, rows, result);
  }

  @Override
  public void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
    segment.scanAll(queries, rows, results);
  }

  @Override
  public Effort walk(float[] query, WalkLimits limits, NearestRows result) {
    return segment.index().walk(query, limits, result);
  }

  @Override
  public double oversampling() {
    return segment.storedOversampling();
  }

  @Override
  public int ef() {
    return segment.storedEf();
  }

  @Override
  public void distances(float[] query, int[] rows, int count, float[] out) {
    segment.distances(query, rows, count, out);
  }

  @Override
  public FloatRows vectors() {
    return segment.vectors();
  }

  @Override
  public VectorLease vectorLease() {
    return segment.vectorLease();
  }

  @Override
  public FloatRows scales() {
    return segment.scales();
  }

  @Override
  public Optional<LinkedRows> links() {
    return segment.hasGraph()
        ? Optional.of(new LinkedRows(segment.index().graph(), 0, segment.info().rows()))
        : Optional.empty();
  }

  @Override
  public long id(int row) {
    return segment.id(row);
  }

  @Override
  public FieldText text(String field, Analyzer analyzer) {
    return segment.text(field, analyzer).seenBy(live);
  }

  @Override
  public boolean isPaged() {
    return segment.isPaged();
  }

  @Override
  public List<Runnable> fetches(int[] rows, Set<Returned> what) {
    return segment.fetches(rows, what);
  }

  @Override
  public Optional<Runnable> fetchOfVectors(int[] rows) {
    return segment.fetchOfVectors(rows);
  }

  @Override
  public OptionalInt rowOf(long id) {
    return ifLive(segment.rowOf(id));
  }

  @Override
  public OptionalInt rowOf(String key) {
    return ifLive(segment.rowOf(key));
  }

  @Override
  public Optional<String> key(int row) {
    return segment.key(row);
  }

  @Override
  public float[] vector(int row) {
    return segment.vector(row);
  }

  @Override
  public Document metadata(int row) {
    return segment.metadata(row);
  }

  @Override
  public byte[] payload(int row) {
    return segment.payload(row);
  }

  /**
   * Rows of a segment written from a source, of which some have been deleted since.
   *
   * @param written rows of the source that were written; row i of the segment is the i-th of them
   * @param stillLive rows of the source that are live
   */
  public static RowSet renumbered(RowSet written, RowSet stillLive) {
    int[] rows = written.toArray();
    return RowSet.range(rows.length).where(row -> stillLive.contains(rows[row]));
  }

  private OptionalInt ifLive(OptionalInt row) {
    return row.isPresent() && live.contains(row.getAsInt()) ? row : OptionalInt.empty();
  }
}
