package io.vecgo;

import io.vecgo.segment.BuildMemory;
import io.vecgo.segment.SegmentSize;
import io.vecgo.segment.SegmentSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Memory and disk that a database will need, by component. A formula over the file formats: nothing
 * is opened or measured. Sizes on disk are within 10 % of real ones if what is said of the fields
 * is.
 *
 * @param workload what was asked
 * @param memory what should fit into memory, heap and page cache together
 * @param disk what lies on the volume
 */
public record CapacityPlan(Workload workload, List<Component> memory, List<Component> disk) {
  /** Of the JVM, its classes and compiled code, and a heap for queries. */
  private static final long PROCESS_BYTES = 256L << 20;

  private static final long MANIFEST_BYTES = 110;

  /** Segments of one size that a size-tiered policy leaves, on average. */
  private static final int SEGMENTS_PER_TIER = 5;

  private static final int TIER_FACTOR = 10;

  /** Background workers on a machine of eight cores; each more takes three bytes a row. */
  private static final int MERGE_THREADS = 4;

  public CapacityPlan {
    memory = List.copyOf(memory);
    disk = List.copyOf(disk);
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
    SegmentSize.Content content = workload.content();
    SegmentSize size = SegmentSize.of(spec, workload.vectors(), content);
    long entryBytes = SegmentSize.entryBytes(spec, workload.vectors(), content);
    long manifest = MANIFEST_BYTES + segments(workload, size) * entryBytes;
    long merge = BuildMemory.bytes(spec, workload.vectors(), MERGE_THREADS, size.text());
    return new CapacityPlan(
        workload, memory(workload, size, merge), disk(workload, size, manifest));
  }

  /** How many there are while rows come in: some of each size. */
  private static long segments(Workload workload, SegmentSize size) {
    double memtables = (double) size.bytes() / workload.memtables().bytes();
    double tiers = Math.log(memtables) / Math.log(TIER_FACTOR);
    return memtables <= 1 ? 1 : (long) Math.ceil(SEGMENTS_PER_TIER * tiers);
  }

  private static List<Component> memory(Workload workload, SegmentSize size, long mergeBytes) {
    boolean walksVectors = size.codes() == 0 && size.turbo() == 0;
    return needed(
        new Component("vectors", walksVectors ? size.vectors() : 0, "read by walks, page cache"),
        new Component("codes", size.codes(), "read by walks, page cache"),
        new Component("graph", size.graph(), "read by walks, page cache"),
        new Component("turbo records", size.turbo(), "read by walks, page cache"),
        new Component(
            "memtables",
            workload.memtables().allBytes(),
            "one takes rows, %d may wait for a commit".formatted(workload.memtables().frozenMax())),
        new Component("live rows", workload.vectors() / Byte.SIZE, "one bit a row"),
        new Component("compaction", mergeBytes, "index of all rows, while merging"),
        new Component("process", PROCESS_BYTES, "Java, and a heap for queries"));
  }

  private static List<Component> disk(Workload workload, SegmentSize size, long manifestBytes) {
    return needed(
        new Component("vectors", size.vectors(), "32 bits a component"),
        new Component("codes", size.codes(), workload.index().quantization().label()),
        new Component("graph", size.graph(), 2 * workload.index().m() + " links a row"),
        new Component("turbo records", size.turbo(), "vector and codes of neighbours"),
        new Component("ids", size.ids(), "8 bytes a row"),
        new Component("keys", size.keys(), "and the table that finds them"),
        new Component("documents", size.documents(), "metadata as given"),
        new Component("columns", size.columns(), "which rows have which values, for filters"),
        new Component("text", size.text(), "which rows have which words"),
        new Component("payloads", size.payloads(), "as given"),
        new Component("checksums", size.checksums(), "4 bytes for each 64 KiB"),
        new Component(
            "versions", workload.versions() * manifestBytes, workload.versions() + " manifests"),
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
