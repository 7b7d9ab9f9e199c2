package io.vecgo.benchmarks.ann;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many times as fast as each peer vecgo is at equal recall, each with its best configuration.
 */
record RatioTable(List<Ratio> ratios) {

  /** Levels of recall that systems are compared at. */
  static final List<Double> TARGETS = List.of(0.90, 0.95, 0.99);

  private static final String OWN = "vecgo";

  RatioTable {
    ratios = List.copyOf(ratios);
  }

  /**
   * One comparison.
   *
   * @param vecgo the best configuration of vecgo; empty if none reaches the target
   * @param peer the best configuration of the peer; empty if none reaches the target
   */
  record Ratio(
      String peerSystem,
      Selectivity selectivity,
      double recallTarget,
      Optional<Contestant> vecgo,
      Optional<Contestant> peer) {

    /** Speed of vecgo by speed of the peer; empty if one of them does not reach the target. */
    OptionalDouble value() {
      return vecgo.isPresent() && peer.isPresent()
          ? OptionalDouble.of(vecgo.get().qps() / peer.get().qps())
          : OptionalDouble.empty();
    }

    Map<String, Object> toMap() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", "ratio");
      fields.put("peer", peerSystem);
      fields.put("selectivity", selectivity.share());
      fields.put("recallTarget", recallTarget);
      vecgo.ifPresent(best -> fields.put("vecgoConfig", best.config()));
      vecgo.ifPresent(best -> fields.put("vecgoQps", best.qps()));
      peer.ifPresent(best -> fields.put("peerConfig", best.config()));
      peer.ifPresent(best -> fields.put("peerQps", best.qps()));
      value().ifPresent(value -> fields.put("ratio", value));
      return fields;
    }
  }

  /** A configuration and its speed at the target. */
  record Contestant(String config, double qps) {}

  static RatioTable of(List<Run> runs) {
    List<Selectivity> selectivities = runs.stream().map(Run::selectivity).distinct().toList();
    List<String> peers =
        runs.stream().map(Run::system).distinct().filter(system -> !system.equals(OWN)).toList();
    return new RatioTable(
        selectivities.stream()
            .flatMap(selectivity ->
                peers.stream()
                    .flatMap(peer ->
                        TARGETS.stream().map(target -> ratio(runs, peer, selectivity, target))))
            .toList());
  }

  private static Ratio ratio(List<Run> runs, String peer, Selectivity selectivity, double target) {
    List<Run> alike = runs.stream().filter(run -> run.selectivity().equals(selectivity)).toList();
    return new Ratio(
        peer, selectivity, target, best(alike, OWN, target), best(alike, peer, target));
  }

  private static Optional<Contestant> best(List<Run> runs, String system, double target) {
    return runs.stream()
        .filter(run -> run.system().equals(system))
        .flatMap(run ->
            run.curve().qpsAt(target).stream().mapToObj(qps -> new Contestant(run.config(), qps)))
        .max(Comparator.comparingDouble(Contestant::qps));
  }
}
