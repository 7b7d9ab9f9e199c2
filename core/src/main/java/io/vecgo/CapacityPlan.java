package io.vecgo;

import io.vecgo.model.IndexSettings;
import io.vecgo.model.Metric;
import io.vecgo.segment.SegmentSize;
import io.vecgo.segment.SegmentSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Memory and disk that a database will need, by component. A formula over the file formats: nothing
 * is opened or measured. Sizes on disk are within 10 % of real ones, text indexes left out.
 *
 * @param workload what was asked
 * @param memory what should fit into memory, heap and page cache together
 * @param disk what lies on the volume
 */
public record CapacityPlan(Workload workload, List<Component> memory, List<Component> disk) {
  /** Of the JVM, its classes and compiled code, and a heap for queries. */
  private static final long PROCESS_BYTES = 256L << 20;

  /** One takes rows, and four may wait for a commit before writes wait, by default. */
  private static final int MEMTABLES = 5;

  private static final long MANIFEST_BYTES = 10_000;

  /** Of a merge: the number of each row before, and where its bytes end. */
  private static final long MERGE_BYTES_PER_ROW = 2 * Integer.BYTES + Long.BYTES;

  public CapacityPlan {
    memory = List.copyOf(memory);
    disk = List.copyOf(disk);
  }

  /**
   * What is to be stored.
   *
   * @param vectors number of records
   * @param dimension components of a vector
   * @param metric how vectors are compared
   * @param index how they are indexed
   * @param keyBytes of a key, on average; 0 without keys
   * @param metadataBytes of the metadata of a record, on average
   * @param payloadBytes of its payload, on average
   * @param memtableBytes memory that rows may take before they are committed in the background
   * @param versions versions that are kept
   */
  public record Workload(
      long vectors,
      int dimension,
      Metric metric,
      IndexSettings index,
      int keyBytes,
      int metadataBytes,
      int payloadBytes,
      long memtableBytes,
      int versions) {
    /** 64 MiB. */
    public static final long MEMTABLE_BYTES = 64L << 20;

    /** Of a usual retention policy; without one all versions are kept. */
    public static final int VERSIONS = 10;

    private static final long VECTORS_MAX = 1L << 40;

    public Workload {
      CreateOptions.of(dimension, metric).withIndex(index); // checks them
      checkRange("vectors", vectors, 1, VECTORS_MAX);
      checkRange("keyBytes", keyBytes, 0, 512);
      checkRange("metadataBytes", metadataBytes, 0, 1 << 20);
      checkRange("payloadBytes", payloadBytes, 0, 1 << 26);
      checkRange("memtableBytes", memtableBytes, 1, Long.MAX_VALUE / MEMTABLES);
      checkRange("versions", versions, 1, 1_000_000);
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
          0,
          MEMTABLE_BYTES,
          VERSIONS);
    }

    /** The same under other index settings. */
    public Workload withIndex(IndexSettings newIndex) {
      return new Workload(
          vectors,
          dimension,
          metric,
          newIndex,
          keyBytes,
          metadataBytes,
          payloadBytes,
          memtableBytes,
          versions);
    }

    private static void checkRange(String name, long value, long min, long max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            "%s=%d: must be %d to %d".formatted(name, value, min, max));
      }
    }
  }

  /**
   * A part of the whole.
   *
   * @param name what it is
   * @param bytes its size
   * @param reason why it is needed, for people
   */
  public record Component(String name, long bytes, String reason) {}

  /** Plans for a workload. */
  public static CapacityPlan of(Workload workload) {
    SegmentSpec spec = new SegmentSpec(workload.dimension(), workload.metric(), workload.index());
    SegmentSize.Content content =
        new SegmentSize.Content(
            workload.keyBytes(), workload.metadataBytes(), workload.payloadBytes());
    SegmentSize size = SegmentSize.of(spec, workload.vectors(), content);
    return new CapacityPlan(workload, memory(workload, size), disk(workload, size));
  }

  private static List<Component> memory(Workload workload, SegmentSize size) {
    boolean walksVectors = size.codes() == 0 && size.turbo() == 0;
    return needed(
        new Component("vectors", walksVectors ? size.vectors() : 0, "read by walks, page cache"),
        new Component("codes", size.codes(), "read by walks, page cache"),
        new Component("graph", size.graph(), "read by walks, page cache"),
        new Component("turbo records", size.turbo(), "read by walks, page cache"),
        new Component(
            "memtables",
            MEMTABLES * workload.memtableBytes(),
            "one takes rows, four may wait for a commit"),
        new Component("live rows", workload.vectors() / Byte.SIZE, "one bit a row"),
        new Component("compaction", mergeBytes(workload, size), "index of all rows, while merging"),
        new Component("process", PROCESS_BYTES, "Java, and a heap for queries"));
  }

  private static long mergeBytes(Workload workload, SegmentSize size) {
    return size.codes() + size.graph() + size.turbo() + workload.vectors() * MERGE_BYTES_PER_ROW;
  }

  private static List<Component> disk(Workload workload, SegmentSize size) {
    return needed(
        new Component("vectors", size.vectors(), "32 bits a component"),
        new Component("codes", size.codes(), workload.index().quantization().label()),
        new Component("graph", size.graph(), 2 * workload.index().m() + " links a row"),
        new Component("turbo records", size.turbo(), "vector and codes of neighbours"),
        new Component("ids", size.ids(), "8 bytes a row"),
        new Component("keys", size.keys(), "and the table that finds them"),
        new Component("documents", size.documents(), "and metadata columns"),
        new Component("payloads", size.payloads(), "as given"),
        new Component("checksums", size.checksums(), "4 bytes for each 64 KiB"),
        new Component(
            "versions", workload.versions() * MANIFEST_BYTES, workload.versions() + " manifests"),
        new Component(
            "compaction", size.bytes(), "a copy of what is merged, until versions let go"));
  }

  private static List<Component> needed(Component... components) {
    return Stream.of(components).filter(component -> component.bytes() > 0).toList();
  }

  /** Memory in all. */
  public long memoryBytes() {
    return memory.stream().mapToLong(Component::bytes).sum();
  }

  /** Disk in all, room for compaction included. */
  public long diskBytes() {
    return disk.stream().mapToLong(Component::bytes).sum();
  }
}
