package io.vecgo.query;

import io.vecgo.model.Fusion;
import io.vecgo.model.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes one result of what the two sides of a hybrid query found; {@link Fusion} says how. */
final class Fuser {
  private Fuser() {}

  /** All rows that a side found, best first. */
  static List<FusedRow> fuse(
      Fusion fusion, List<Candidate> byVector, List<Candidate> byText, Metric metric) {
    FusionSide vector =
        new FusionSide(
            byVector, row -> metric.score(row.distance()), fusion, fusion.vectorWeight());
    FusionSide text = new FusionSide(byText, row -> -row.distance(), fusion, fusion.textWeight());
    Map<Long, Candidate> rows = new LinkedHashMap<>();
    Stream.concat(byVector.stream(), byText.stream()).forEach(row -> rows.put(row.id(), row));
    return rows.values().stream()
        .map(row -> fused(row, vector, text))
        .sorted(FusedRow.ORDER)
        .toList();
  }

  private static FusedRow fused(Candidate row, FusionSide vector, FusionSide text) {
    float score = (float) (vector.share(row.id()) + text.share(row.id()));
    return new FusedRow(row, score, vector.place(row.id()), text.place(row.id()));
  }
}
