package io.vecgo;

import io.vecgo.model.FieldType;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.segment.FieldSize;
import io.vecgo.segment.SegmentSize;
import java.util.List;

/**
 * What is to be stored, for a {@link CapacityPlan}.
 *
 * @param vectors number of records
 * @param dimension components of a vector
 * @param metric how vectors are compared
 * @param index how they are indexed
 * @param keyBytes of a key, on average; 0 without keys
 * @param payloadBytes of a payload, on average
 * @param fields of the metadata
 * @param memtables how rows wait for a commit
 * @param versions versions that are kept
 */
public record Workload(
    long vectors,
    int dimension,
    Metric metric,
    IndexSettings index,
    int keyBytes,
    int payloadBytes,
    List<Field> fields,
    Memtables memtables,
    int versions) {
  /** Of a usual retention policy; without one all versions are kept. */
  public static final int VERSIONS = 10;

  private static final long VECTORS_MAX = 1L << 40;
  private static final int VERSIONS_MAX = 1_000_000;

  public Workload {
    fields = List.copyOf(fields);
    CreateOptions.of(dimension, metric).withIndex(index); // checks them
    Limits.checkRange("vectors", vectors, 1, VECTORS_MAX);
    Limits.checkRange("keyBytes", keyBytes, 0, Limits.KEY_BYTES_MAX);
    Limits.checkRange("payloadBytes", payloadBytes, 0, Limits.PAYLOAD_BYTES_MAX);
    Limits.checkRange("versions", versions, 1, VERSIONS_MAX);
  }

  /** Vectors and nothing else, indexed by default, under cosine. */
  public static Workload of(long vectors, int dimension) {
    return new Workload(
        vectors,
        dimension,
        Metric.COSINE,
        IndexSettings.DEFAULT,
        0,
        0,
        List.of(),
        Memtables.DEFAULT,
        VERSIONS);
  }

  /** The same under another metric and other index settings. */
  public Workload withIndex(Metric newMetric, IndexSettings newIndex) {
    return new Workload(
        vectors,
        dimension,
        newMetric,
        newIndex,
        keyBytes,
        payloadBytes,
        fields,
        memtables,
        versions);
  }

  /** The same with keys, payloads and metadata. */
  public Workload withContent(int newKeyBytes, int newPayloadBytes, List<Field> newFields) {
    return new Workload(
        vectors,
        dimension,
        metric,
        index,
        newKeyBytes,
        newPayloadBytes,
        newFields,
        memtables,
        versions);
  }

  /** The same with other memtables and versions. */
  public Workload keeping(Memtables newMemtables, int newVersions) {
    return new Workload(
        vectors,
        dimension,
        metric,
        index,
        keyBytes,
        payloadBytes,
        fields,
        newMemtables,
        newVersions);
  }

  SegmentSize.Content content() {
    return new SegmentSize.Content(
        keyBytes, payloadBytes, fields.stream().map(Field::size).toList());
  }

  /**
   * A field that all records have.
   *
   * @param type of its values, not an array
   * @param distinct values that differ, each about equally frequent; of a text field words that
   *     differ, as frequent as in a natural language
   * @param bytes of a string or text, on average; other types have their own
   */
  public record Field(String name, FieldType type, long distinct, int bytes) {
    private static final int STRING_BYTES = 16;

    public Field {
      Limits.checkFieldName(name);
      Limits.checkRange("distinct", distinct, 1, VECTORS_MAX);
      Limits.checkRange("bytes", bytes, 0, Limits.DOCUMENT_BYTES_MAX);
      size(name, type, distinct, bytes); // checks the type
    }

    /**
     * Reads {@code name:type:distinct} or {@code name:type:distinct:bytes}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Field parse(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length != 3 && parts.length != 4) {
        throw notAField(text);
      }
      try {
        int bytes = parts.length == 4 ? Integer.parseInt(parts[3]) : STRING_BYTES;
        return new Field(parts[0], FieldType.parse(parts[1]), Long.parseLong(parts[2]), bytes);
      } catch (NumberFormatException _) {
        throw notAField(text);
      }
    }

    private static IllegalArgumentException notAField(String text) {
      return new IllegalArgumentException(
          "field=" + text + ": must be name:type:distinct or name:type:distinct:bytes");
    }

    private FieldSize size() {
      return size(name, type, distinct, bytes);
    }

    private static FieldSize size(String name, FieldType type, long distinct, int bytes) {
      return new FieldSize(name.length(), type, distinct, bytes);
    }
  }

  /**
   * How rows wait for a commit, as {@link OpenOptions} says.
   *
   * @param bytes memory of the rows of one memtable
   * @param frozenMax memtables that may wait while another one takes rows
   */
  public record Memtables(long bytes, int frozenMax) {
    /**
     * Vectors, codes and links are in chunks of a megabyte, of which the last ones are not full.
     */
    private static final long CHUNKS_BYTES = 5L << 19;

    /** Of what rows use: objects on the heap around them, and links that have room for more. */
    private static final double OVERHEAD_SHARE = 0.15;

    /** 64 MiB, and four may wait. */
    public static final Memtables DEFAULT = new Memtables(64L << 20, 4);

    public Memtables {
      Limits.checkRange("frozenMemtablesMax", frozenMax, 1, 1 << 20);
      Limits.checkRange("memtableBytes", bytes, 1, 1L << 40);
    }

    /** Memory of all, more than that of their rows. */
    long allBytes() {
      return (bytes + (long) (OVERHEAD_SHARE * bytes) + CHUNKS_BYTES) * (frozenMax + 1);
    }
  }
}
