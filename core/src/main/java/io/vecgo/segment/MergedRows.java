package io.vecgo.segment;

import static java.lang.System.Logger.Level.WARNING;

import io.vecgo.kernel.FloatRows;
import io.vecgo.model.CorruptException;
import io.vecgo.model.Document;
import io.vecgo.part.LinkedRows;
import io.vecgo.part.RowSource;
import io.vecgo.part.VectorLease;
import io.vecgo.rows.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of several segments as one source, in the order of the segments. Each takes up {@link
 * FloatRows#joinedRows}, of which the last ones may be no rows.
 */
public final class MergedRows implements RowSource {
  private static final System.Logger LOG = System.getLogger("io.vecgo");

  private final List<SegmentPart> parts;
  private final int[] firstRows;
  private final RowSet live;

  /**
   * @param parts segments whose ids ascend from each to the next
   */
  public MergedRows(List<SegmentPart> parts) {
    this.parts = List.copyOf(parts);
    this.firstRows = firstRows(parts);
    this.live = live(parts, firstRows);
  }

  private static int[] firstRows(List<SegmentPart> parts) {
    int[] firstRows = new int[parts.size()];
    for (int i = 1; i < firstRows.length; i++) {
      int rows = parts.get(i - 1).segment().info().rows();
      firstRows[i] = Math.addExact(firstRows[i - 1], FloatRows.joinedRows(rows));
    }
    return firstRows;
  }

  private static RowSet live(List<SegmentPart> parts, int[] firstRows) {
    RowSet.Builder rows = new RowSet.Builder();
    for (int i = 0; i < firstRows.length; i++) {
      RowSet of = parts.get(i).live();
      for (int row = of.nextRow(0); row != RowSet.END; row = of.nextRow(row + 1)) {
        rows.add(firstRows[i] + row);
      }
    }
    return rows.build();
  }

  /** Length of what the texts are indexed by. */
  public long textBytes() {
    return parts.stream().mapToLong(part -> part.segment().textBytes()).sum();
  }

  @Override
  public RowSet live() {
    return live;
  }

  @Override
  public long id(int row) {
    int part = partOf(row);
    return parts.get(part).id(row - firstRows[part]);
  }

  @Override
  public Optional<String> key(int row) {
    int part = partOf(row);
    return parts.get(part).key(row - firstRows[part]);
  }

  @Override
  public float[] vector(int row) {
    int part = partOf(row);
    return parts.get(part).vector(row - firstRows[part]);
  }

  @Override
  public Document metadata(int row) {
    int part = partOf(row);
    return parts.get(part).metadata(row - firstRows[part]);
  }

  @Override
  public byte[] payload(int row) {
    int part = partOf(row);
    return parts.get(part).payload(row - firstRows[part]);
  }

  @Override
  public FloatRows vectors() {
    return FloatRows.joined(parts.stream().map(SegmentPart::vectors).toList());
  }

  @Override
  public VectorLease vectorLease() {
    List<VectorLease> leases = new ArrayList<>();
    boolean isComplete = false;
    try {
      parts.forEach(part -> leases.add(part.vectorLease()));
      isComplete = true;
      return VectorLease.ofAll(leases);
    } finally {
      if (!isComplete) {
        leases.forEach(VectorLease::close);
      }
    }
  }

  @Override
  public FloatRows scales() {
    return FloatRows.joined(parts.stream().map(SegmentPart::scales).toList());
  }

  /** The graph with the most live rows: the others are inserted into it. */
  @Override
  public Optional<LinkedRows> links() {
    return IntStream.range(0, firstRows.length)
        .boxed()
        .sorted(Comparator.comparingInt(part -> -parts.get(part).live().cardinality()))
        .flatMap(part -> soundLinks(part).stream())
        .findFirst();
  }

  /** A damaged graph is left behind: the new segment's is made from the vectors. */
  private Optional<LinkedRows> soundLinks(int part) {
    try {
      return parts.get(part).links().map(links -> shifted(links, firstRows[part]));
    } catch (CorruptException damage) {
      LOG.log(WARNING, "The graph is not used any more", damage);
      return Optional.empty();
    }
  }

  private static LinkedRows shifted(LinkedRows linked, int by) {
    return new LinkedRows(linked.links(), linked.firstRow() + by, linked.rows());
  }

  private int partOf(int row) {
    int at = Arrays.binarySearch(firstRows, row);
    return at >= 0 ? at : -at - 2;
  }
}
