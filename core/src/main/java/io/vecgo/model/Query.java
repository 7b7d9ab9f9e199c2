package io.vecgo.model;

import java.util.EnumSet;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to search for. Immutable; each method returns a changed copy. The vector is not copied: do
 * not change it while a search runs.
 */
public final class Query {

  /** What each hit carries besides id, key and score. */
  public enum Returned {
    METADATA,
    VECTOR,
    PAYLOAD
  }

  /**
   * Whether the nearest neighbours may be searched through a graph, or every matching row is
   * compared.
   */
  public enum Mode {
    APPROXIMATE,
    EXACT
  }

  /** The number of hits of a query that does not say. */
  public static final int K_DEFAULT = 10;

  private final float[] vector;
  private final int k;
  private final Filter filter;
  private final Mode mode;
  private final OptionalInt ef;
  private final OptionalDouble oversampling;
  private final boolean parallel;
  private final Set<Returned> returned;

  private Query(
      float[] vector,
      int k,
      Filter filter,
      Mode mode,
      OptionalInt ef,
      OptionalDouble oversampling,
      boolean parallel,
      Set<Returned> returned) {
    this.vector = vector;
    this.k = k;
    this.filter = filter;
    this.mode = mode;
    this.ef = ef;
    this.oversampling = oversampling;
    this.parallel = parallel;
    this.returned = returned;
  }

  /**
   * The nearest neighbours of a vector: ten of them, with their metadata, unless said otherwise.
   */
  public static Query of(float... vector) {
    return new Query(
        Objects.requireNonNull(vector, "vector"),
        K_DEFAULT,
        Filter.all(),
        Mode.APPROXIMATE,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        false,
        EnumSet.of(Returned.METADATA));
  }

  /** How many hits are wanted, 1 to {@link Limits#K_MAX}. */
  public Query k(int wanted) {
    Limits.checkK(wanted);
    return new Query(vector, wanted, filter, mode, ef, oversampling, parallel, returned);
  }

  /** Only records whose metadata match. If k records match, k are found. */
  public Query filter(Filter wanted) {
    return new Query(
        vector,
        k,
        Objects.requireNonNull(wanted, "filter"),
        mode,
        ef,
        oversampling,
        parallel,
        returned);
  }

  /** Compare every matching row: the true nearest neighbours, at the cost of a scan. */
  public Query exact() {
    return new Query(vector, k, filter, Mode.EXACT, ef, oversampling, parallel, returned);
  }

  /**
   * How hard a graph walk looks: about so many rows have their neighbours looked at, fewer for easy
   * queries and more for hard ones. Larger finds more true neighbours and takes longer. Values
   * below k, or below the candidates that {@link #oversampling} asks for, work as that. Without it
   * the database chooses.
   */
  public Query ef(int candidates) {
    Limits.checkRange("ef", candidates, 1, Limits.K_MAX);
    return new Query(
        vector, k, filter, mode, OptionalInt.of(candidates), oversampling, parallel, returned);
  }

  /**
   * How many times k of the candidates of a walk through codes are compared by their full vectors,
   * 1 to {@link Limits#OVERSAMPLING_MAX}. Without it each segment's own figure counts, which was
   * measured on its rows when it was written. Where walks compare full vectors it changes nothing.
   */
  public Query oversampling(double timesK) {
    if (!(timesK >= 1 && timesK <= Limits.OVERSAMPLING_MAX)) {
      throw new IllegalArgumentException(
          "oversampling=" + timesK + ": must be 1 to " + Limits.OVERSAMPLING_MAX);
    }
    return new Query(vector, k, filter, mode, ef, OptionalDouble.of(timesK), parallel, returned);
  }

  /**
   * Search memory and segments at the same time, on idle cores: a shorter wait where there are
   * several large segments, for somewhat more work in total.
   */
  public Query parallel() {
    return new Query(vector, k, filter, mode, ef, oversampling, true, returned);
  }

  /** What each hit carries, in place of the metadata; nothing at all with no argument. */
  public Query returning(Returned... wanted) {
    EnumSet<Returned> set = EnumSet.noneOf(Returned.class);
    set.addAll(Set.of(wanted));
    return new Query(vector, k, filter, mode, ef, oversampling, parallel, set);
  }

  public float[] vector() {
    return vector;
  }

  public int k() {
    return k;
  }

  public Filter filter() {
    return filter;
  }

  public Mode mode() {
    return mode;
  }

  public OptionalInt ef() {
    return ef;
  }

  public OptionalDouble oversampling() {
    return oversampling;
  }

  public boolean isParallel() {
    return parallel;
  }

  public boolean returns(Returned what) {
    return returned.contains(what);
  }
}
