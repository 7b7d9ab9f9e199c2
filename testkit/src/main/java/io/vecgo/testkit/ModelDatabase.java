package io.vecgo.testkit;

import io.vecgo.model.DuplicateKeyException;
import io.vecgo.model.Filter;
import io.vecgo.model.Hit;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.StoredRecord;
import io.vecgo.model.VectorRecord;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the database must do, in the plainest way: a map from id to record, searched from front to
 * end in double precision. Tests do the same to both and compare.
 *
 * <p>Arguments are taken to be valid; the one failure that it knows is a key that is taken. Not
 * thread-safe.
 */
public final class ModelDatabase {

  /** All that a version holds; the map is never changed. */
  private record Version(NavigableMap<Long, VectorRecord> live, long nextId) {}

  private final Metric metric;
  private final Map<Long, Version> versions = new HashMap<>();
  private NavigableMap<Long, VectorRecord> live = new TreeMap<>();
  private long nextId = 1;
  private Version committed = new Version(Collections.emptyNavigableMap(), nextId);

  /** An empty database. */
  public ModelDatabase(Metric metric) {
    this.metric = metric;
  }

  /** As {@code Vecgo.insert}. */
  public long insert(VectorRecord record) {
    return insertAll(List.of(record))[0];
  }

  /** As {@code Vecgo.insertAll}. */
  public long[] insertAll(List<VectorRecord> records) {
    checkDistinctKeys(records);
    for (VectorRecord record : records) {
      if (record.key().flatMap(this::idOf).isPresent()) {
        throw new DuplicateKeyException("key=" + record.key().orElseThrow());
      }
    }
    return records.stream().mapToLong(this::add).toArray();
  }

  /** As {@code Vecgo.upsert}. */
  public long upsert(VectorRecord record) {
    return upsertAll(List.of(record))[0];
  }

  /** As {@code Vecgo.upsertAll}. */
  public long[] upsertAll(List<VectorRecord> records) {
    checkDistinctKeys(records);
    for (VectorRecord record : records) {
      record.key().ifPresent(this::delete);
    }
    return records.stream().mapToLong(this::add).toArray();
  }

  private static void checkDistinctKeys(List<VectorRecord> records) {
    Set<String> keys = new HashSet<>();
    for (VectorRecord record : records) {
      if (!record.key().map(keys::add).orElse(true)) {
        throw new DuplicateKeyException("key=" + record.key().orElseThrow());
      }
    }
  }

  private long add(VectorRecord record) {
    live.put(nextId, copy(record));
    return nextId++;
  }

  /** As {@code Vecgo.get}. */
  public Optional<StoredRecord> get(long id) {
    return Optional.ofNullable(live.get(id)).map(record -> new StoredRecord(id, copy(record)));
  }

  /** As {@code Vecgo.get}. */
  public Optional<StoredRecord> get(String key) {
    return idOf(key).flatMap(this::get);
  }

  private Optional<Long> idOf(String key) {
    return live.entrySet().stream()
        .filter(entry -> entry.getValue().key().equals(Optional.of(key)))
        .map(Entry::getKey)
        .findFirst();
  }

  /** As {@code Vecgo.delete}. */
  public boolean delete(long id) {
    return live.remove(id) != null;
  }

  /** As {@code Vecgo.delete}. */
  public boolean delete(String key) {
    return idOf(key).map(this::delete).orElse(false);
  }

  /** As {@code Vecgo.delete}. */
  public long delete(Filter filter) {
    long before = count();
    live.values().removeIf(record -> filter.matches(record.metadata()));
    return before - count();
  }

  /** As {@code Vecgo.count}. */
  public long count(Filter filter) {
    return live.values().stream().filter(record -> filter.matches(record.metadata())).count();
  }

  /** Number of live records. */
  public long count() {
    return live.size();
  }

  /** The ids of the live records, ascending. */
  public List<Long> ids() {
    return List.copyOf(live.keySet());
  }

  /** Remembers the present content under the version that the real database gave it. */
  public void commit(long version) {
    committed = new Version(Collections.unmodifiableNavigableMap(new TreeMap<>(live)), nextId);
    versions.put(version, committed);
  }

  /**
   * Remembers what was last committed under one more version, as a compaction makes: it changes no
   * record, and what is pending stays so.
   */
  public void carryOver(long version) {
    versions.put(version, committed);
  }

  /**
   * As {@code Vecgo.rollback}, of a database without pending writes: the content of a version comes
   * back under a new one, and no id is used again.
   */
  public void rollback(long restored, long version) {
    live = new TreeMap<>(version(restored).live());
    commit(version);
  }

  /** Goes back to the last {@link #commit}, as a crash or {@code Vecgo.closeDiscarding} does. */
  public void discard() {
    live = new TreeMap<>(committed.live());
    nextId = committed.nextId();
  }

  /** Goes back to a version, which a crash has left as the last. */
  public void crash(long version) {
    committed = version(version);
    discard();
  }

  /** The database as it was at a {@link #commit}, to be changed without effect on this one. */
  public ModelDatabase at(long version) {
    ModelDatabase database = copy();
    database.crash(version);
    return database;
  }

  /** The database as it is, pending writes included, to be changed without effect on this one. */
  public ModelDatabase copy() {
    ModelDatabase database = new ModelDatabase(metric);
    database.versions.putAll(versions);
    database.committed = committed;
    database.live = new TreeMap<>(live);
    database.nextId = nextId;
    return database;
  }

  private Version version(long number) {
    Version version = versions.get(number);
    if (version == null) {
      throw new IllegalArgumentException("version=" + number + ": was never committed");
    }
    return version;
  }

  /** The true answer to a query, whatever its mode: the best k, equal scores by id. */
  public List<Hit> search(Query query) {
    return ranking(query).stream().limit(query.k()).toList();
  }

  /**
   * Checks that hits are an exact answer to a query, up to rounding: records that score the same
   * within the tolerance may stand in for each other, also at the end of the list.
   *
   * @param relativeTolerance largest error of a score, relative to the distance for L2, to 1 for
   *     cosine, and to the product of the lengths for dot
   */
  public void assertAnswers(Query query, List<Hit> hits, double relativeTolerance) {
    List<Hit> ranking = ranking(query);
    HitAssertions.assertBestOf(
        ranking,
        Math.min(query.k(), ranking.size()),
        hits,
        hit -> relativeTolerance * scale(query.vector(), hit));
  }

  private double scale(float[] query, Hit hit) {
    return switch (metric) {
      case L2 -> hit.score();
      case COSINE -> 1;
      case DOT -> length(query) * length(live(hit.id()).vector());
    };
  }

  private VectorRecord live(long id) {
    VectorRecord record = live.get(id);
    if (record == null) {
      throw new IllegalArgumentException("id=" + id + ": is not live");
    }
    return record;
  }

  /** Every record that matches, best first. */
  private List<Hit> ranking(Query query) {
    return live.entrySet().stream()
        .filter(entry -> query.filter().matches(entry.getValue().metadata()))
        .map(entry -> new Scored(entry, score(query.vector(), entry.getValue().vector())))
        .sorted(bestFirst())
        .map(scored -> scored.hit(query))
        .toList();
  }

  private Comparator<Scored> bestFirst() {
    Comparator<Scored> ascending = Comparator.comparingDouble(Scored::score);
    return (metric == Metric.L2 ? ascending : ascending.reversed())
        .thenComparing(scored -> scored.entry().getKey());
  }

  private record Scored(Entry<Long, VectorRecord> entry, double score) {
    Hit hit(Query query) {
      VectorRecord record = copy(entry.getValue());
      return new Hit(
          entry.getKey(),
          record.key(),
          (float) score,
          returned(query, Returned.METADATA, record.metadata()),
          returned(query, Returned.VECTOR, record.vector()),
          returned(query, Returned.PAYLOAD, record.payload()));
    }

    private static <T> Optional<T> returned(Query query, Returned what, T content) {
      return query.returns(what) ? Optional.of(content) : Optional.empty();
    }
  }

  private double score(float[] query, float[] vector) {
    return switch (metric) {
      case L2 -> squaredDistance(query, vector);
      case COSINE -> Math.clamp(dot(query, vector) / (length(query) * length(vector)), -1.0, 1.0);
      case DOT -> dot(query, vector);
    };
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double length(float[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static VectorRecord copy(VectorRecord record) {
    VectorRecord copy =
        VectorRecord.of(record.vector().clone())
            .withMetadata(record.metadata())
            .withPayload(record.payload().clone());
    return record.key().map(copy::withKey).orElse(copy);
  }
}
