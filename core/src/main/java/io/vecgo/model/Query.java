package io.vecgo.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What to search for: the nearest neighbours of a vector, the records whose texts match best, or
 * both together. Immutable; each method returns a changed copy. The vector is not copied: do not
 * change it while a search runs.
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

  private static final float[] NO_VECTOR = {};
  private static final int DEPTH_PER_K = 2;
  private static final int DEPTH_MIN = 50;

  private final Draft content;

  /** What a query says, while a copy is being changed; afterwards it is left alone. */
  private static final class Draft {
    float[] vector = NO_VECTOR;
    boolean hasVector;
    Optional<String> text = Optional.empty();
    List<String> textFields = List.of();
    Fusion fusion = Fusion.rrf(Fusion.RRF_K_DEFAULT);
    OptionalInt depth = OptionalInt.empty();
    int k = K_DEFAULT;
    Filter filter = Filter.all();
    Mode mode = Mode.APPROXIMATE;
    OptionalInt ef = OptionalInt.empty();
    OptionalDouble oversampling = OptionalDouble.empty();
    boolean parallel;
    Set<Returned> returned = EnumSet.of(Returned.METADATA);

    Draft copy() {
      Draft copy = new Draft();
      copy.vector = vector;
      copy.hasVector = hasVector;
      copy.text = text;
      copy.textFields = textFields;
      copy.fusion = fusion;
      copy.depth = depth;
      copy.k = k;
      copy.filter = filter;
      copy.mode = mode;
      copy.ef = ef;
      copy.oversampling = oversampling;
      copy.parallel = parallel;
      copy.returned = returned;
      return copy;
    }
  }

  private Query(Draft content) {
    this.content = content;
  }

  private Query with(Consumer<Draft> change) {
    Draft changed = content.copy();
    change.accept(changed);
    return new Query(changed);
  }

  /**
   * The nearest neighbours of a vector: ten of them, with their metadata, unless said otherwise.
   */
  public static Query of(float... vector) {
    Draft content = new Draft();
    content.vector = Objects.requireNonNull(vector, "vector");
    content.hasVector = true;
    return new Query(content);
  }

  /**
   * The records whose texts score highest by BM25: those with any of the words, and the rarer the
   * words are and the more of them, the higher. Ten of them, with their metadata, unless said
   * otherwise. All text fields of the schema are searched, and their scores added.
   */
  public static Query text(String words) {
    Draft content = new Draft();
    content.text = Optional.of(checkedText(words));
    return new Query(content);
  }

  /**
   * The best of both: records near the vector and records whose texts match, {@linkplain #fusion
   * fused}. Hits say what place each side gave them.
   */
  public static Query hybrid(float[] vector, String words) {
    return of(vector).with(draft -> draft.text = Optional.of(checkedText(words)));
  }

  private static String checkedText(String words) {
    Limits.checkRange("length of the text", words.length(), 0, Limits.QUERY_TEXT_LENGTH_MAX);
    return words;
  }

  /** Searches these text fields only. */
  public Query in(String... textFields) {
    List<String> wanted = List.of(textFields);
    return with(draft -> draft.textFields = wanted);
  }

  /** How both sides of a hybrid query become one; by default {@code Fusion.rrf(60)}. */
  public Query fusion(Fusion wanted) {
    Objects.requireNonNull(wanted, "fusion");
    return with(draft -> draft.fusion = wanted);
  }

  /**
   * How many records each side of a hybrid query finds, 1 to {@link Limits#K_MAX}; by default twice
   * k and at least 50.
   */
  public Query depth(int records) {
    Limits.checkRange("depth", records, 1, Limits.K_MAX);
    return with(draft -> draft.depth = OptionalInt.of(records));
  }

  /** How many hits are wanted, 1 to {@link Limits#K_MAX}. */
  public Query k(int wanted) {
    Limits.checkK(wanted);
    return with(draft -> draft.k = wanted);
  }

  /** Only records whose metadata match. If k records match, k are found. */
  public Query filter(Filter wanted) {
    Objects.requireNonNull(wanted, "filter");
    return with(draft -> draft.filter = wanted);
  }

  /** Compare every matching row: the true nearest neighbours, at the cost of a scan. */
  public Query exact() {
    return with(draft -> draft.mode = Mode.EXACT);
  }

  /**
   * How hard a graph walk looks: about so many rows have their neighbours looked at, fewer for easy
   * queries and more for hard ones. Larger finds more true neighbours and takes longer. Values
   * below k, or below the candidates that {@link #oversampling} asks for, work as that. Without it
   * what was measured for the graph counts, 128 or more, and more for k above 64.
   */
  public Query ef(int candidates) {
    Limits.checkRange("ef", candidates, 1, Limits.K_MAX);
    return with(draft -> draft.ef = OptionalInt.of(candidates));
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
    return with(draft -> draft.oversampling = OptionalDouble.of(timesK));
  }

  /**
   * Search memory and segments at the same time, on idle cores: a shorter wait where there are
   * several large segments, for somewhat more work in total.
   */
  public Query parallel() {
    return with(draft -> draft.parallel = true);
  }

  /** What each hit carries, in place of the metadata; nothing at all with no argument. */
  public Query returning(Returned... wanted) {
    EnumSet<Returned> set = EnumSet.noneOf(Returned.class);
    set.addAll(Set.of(wanted));
    return with(draft -> draft.returned = set);
  }

  /** Whether it asks for the nearest neighbours of a vector. */
  public boolean hasVector() {
    return content.hasVector;
  }

  /** Whether it asks for both, a vector and a text. */
  public boolean isHybrid() {
    return content.hasVector && content.text.isPresent();
  }

  /** Empty if the query is by text alone. */
  public float[] vector() {
    return content.vector;
  }

  /** Empty if the query is by vector alone. */
  public Optional<String> text() {
    return content.text;
  }

  /** The text fields that are searched; none for all of them. */
  public List<String> textFields() {
    return content.textFields;
  }

  public Fusion fusion() {
    return content.fusion;
  }

  /** How many records each side of a hybrid query finds. */
  public int depth() {
    int byDefault = Math.min(Limits.K_MAX, Math.max(DEPTH_MIN, DEPTH_PER_K * content.k));
    return content.depth.orElse(byDefault);
  }

  public int k() {
    return content.k;
  }

  public Filter filter() {
    return content.filter;
  }

  public Mode mode() {
    return content.mode;
  }

  public OptionalInt ef() {
    return content.ef;
  }

  public OptionalDouble oversampling() {
    return content.oversampling;
  }

  public boolean isParallel() {
    return content.parallel;
  }

  public boolean returns(Returned what) {
    return content.returned.contains(what);
  }

  /** What comes with hits besides ids, keys and scores. */
  public Set<Returned> returned() {
    return Set.copyOf(content.returned);
  }
}
