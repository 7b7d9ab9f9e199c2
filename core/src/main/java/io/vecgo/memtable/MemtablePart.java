package io.vecgo.memtable;

import io.vecgo.analysis.Analyzer;
import io.vecgo.graph.NearestRows;
import io.vecgo.kernel.FloatRows;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.part.Effort;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.Part;
import io.vecgo.part.WalkLimits;
import io.vecgo.rows.RowSet;
import io.vecgo.text.FieldText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A memtable as one snapshot sees it. */
public record MemtablePart(Memtable table, RowSet live) implements Part {

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public RowSet matching(Filter filter) {
    return table.matching(filter, live);
  }

  @Override
  public boolean hasGraph() {
    return true;
  }

  @Override
  public Effort scan(float[] query, RowSet rows, NearestRows result) {
    return table.scan(query, rows, result);
  }

  @Override
  public Effort scanCodes(float[] query, RowSet rows, NearestRows result) {
    return table.scan(query, rows, result);
  }

  @Override
  public void scanAll(List<float[]> queries, RowSet rows, List<NearestRows> results) {
    table.scanAll(queries, rows, results);
  }

  @Override
  public Effort walk(float[] query, WalkLimits limits, NearestRows result) {
    return table.walk(query, limits, result);
  }

  @Override
  public double oversampling() {
    return 1;
  }

  @Override
  public int ef() {
    return table.ef(live);
  }

  @Override
  public void distances(float[] query, int[] rows, int count, float[] out) {
    table.distances(query, rows, count, out);
  }

  @Override
  public FloatRows vectors() {
    return table.vectors();
  }

  @Override
  public FloatRows scales() {
    return table.scales();
  }

  @Override
  public Optional<LinkedRows> links() {
    return Optional.of(new LinkedRows(table.links(), 0, live.span()));
  }

  @Override
  public long id(int row) {
    return table.id(row);
  }

  @Override
  public FieldText text(String field, Analyzer analyzer) {
    return table.text(field, live);
  }

  @Override
  public OptionalInt rowOf(long id) {
    return table.rowOf(id, live);
  }

  @Override
  public OptionalInt rowOf(String key) {
    return table.rowOf(key, live);
  }

  @Override
  public Optional<String> key(int row) {
    return table.content(row).key();
  }

  @Override
  public float[] vector(int row) {
    return table.vector(row);
  }

  @Override
  public Document metadata(int row) {
    return table.content(row).metadata();
  }

  @Override
  public byte[] payload(int row) {
    return table.content(row).payload().clone();
  }
}
