package io.vecgo.testkit;

import io.vecgo.model.Filter;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes whole records and queries for them, the same for the same seed. Keys come from a small set,
 * so that they meet again.
 */
public final class RecordGenerator {
  private static final int FILTER_DEPTH = 3;
  private static final int PAYLOAD_BYTES = 40;

  private final RandomGenerator random;
  private final VectorGenerator vectors;
  private final MetadataGenerator metadata;
  private final int keys;

  /**
   * @param dimension components of each vector
   * @param keys number of different keys
   */
  public RecordGenerator(long seed, int dimension, int keys) {
    this(seed, dimension, keys, MetadataGenerator.SCHEMA);
  }

  /**
   * @param dimension components of each vector
   * @param keys number of different keys
   * @param schema that the metadata satisfy: some of the fields of {@link MetadataGenerator#SCHEMA}
   */
  public RecordGenerator(long seed, int dimension, int keys, Schema schema) {
    this.random = new Random(seed);
    this.vectors = new VectorGenerator(random, dimension);
    this.metadata = new MetadataGenerator(random, schema);
    this.keys = keys;
  }

  /** The generator of the vectors. */
  public VectorGenerator vectors() {
    return vectors;
  }

  /** The generator of metadata and filters. */
  public MetadataGenerator metadata() {
    return metadata;
  }

  /** One of the keys. */
  public String key() {
    return "key-" + random.nextInt(keys);
  }

  /** A record with metadata; half of them have a key, some a payload. */
  public VectorRecord record() {
    VectorRecord record = recordWithoutKey();
    return random.nextBoolean() ? record.withKey(key()) : record;
  }

  /** A record with metadata; some have a payload. */
  public VectorRecord recordWithoutKey() {
    VectorRecord record = VectorRecord.of(vectors.next()).withMetadata(metadata.document());
    return random.nextInt(4) == 0 ? record.withPayload(payload()) : record;
  }

  /** So many records, no two of one key. */
  public List<VectorRecord> batch(int count) {
    Set<String> seen = new HashSet<>();
    return Stream.generate(this::record)
        .filter(record -> record.key().map(seen::add).orElse(true))
        .limit(count)
        .toList();
  }

  /** A query for 1 to 20 hits with all that they can carry, two of three with a filter. */
  public Query query() {
    Query query =
        Query.of(vectors.next())
            .k(random.nextInt(1, 21))
            .returning(Query.Returned.METADATA, Query.Returned.VECTOR, Query.Returned.PAYLOAD);
    return random.nextInt(3) == 0 ? query : query.filter(filter());
  }

  /** A filter over the metadata of the records. */
  public Filter filter() {
    return metadata.filter(FILTER_DEPTH);
  }

  private byte[] payload() {
    byte[] payload = new byte[random.nextInt(PAYLOAD_BYTES)];
    random.nextBytes(payload);
    return payload;
  }
}
