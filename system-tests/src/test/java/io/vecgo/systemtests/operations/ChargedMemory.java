package io.vecgo.systemtests.operations;

import io.vecgo.CreateOptions;
import io.vecgo.OpenOptions;
import io.vecgo.ResourceController;
import io.vecgo.ResourceLimits;
import io.vecgo.Vecgo;
import io.vecgo.model.Document;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.VectorRecord;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Does one kind of work in the directory that is given, and prints what it has taken of memory: as
 * charged, and as the JVM says, which is the live heap and what was allocated off it.
 */
final class ChargedMemory {
  private static final Pattern OFF_HEAP =
      Pattern.compile("Other \\(reserved=\\d+, committed=(\\d+)\\)");
  private static final int BATCH_ROWS = 500;
  private static final List<String> WORDS =
      List.of("river", "stone", "cloud", "wheat", "iron", "lamp", "glass", "north", "salt", "wind");

  private final Path directory;
  private final ResourceController controller = new ResourceController(ResourceLimits.none());
  private final Random random = new Random(1);

  private ChargedMemory(Path directory) {
    this.directory = directory;
  }

  /** What is done before memory is measured. */
  enum Work {
    VECTORS(128, 60_000, false),
    CONTENT(32, 60_000, true),
    UNMAPPED_SEGMENTS(64, 20_000, true);

    private final int dimension;
    private final int rows;
    private final boolean hasContent;

    Work(int dimension, int rows, boolean hasContent) {
      this.dimension = dimension;
      this.rows = rows;
      this.hasContent = hasContent;
    }
  }

  public static void main(String[] arguments) throws JMException {
    Work work = Work.valueOf(arguments[1]);
    new ChargedMemory(Path.of(arguments[0])).run(work);
  }

  private void run(Work work) throws JMException {
    try (Vecgo warm = open("warm", work)) {
      insert(warm, work, work.rows / 10);
      search(warm, work);
    }
    long before = takenBytes();
    try (Vecgo database = open("db", work)) {
      insert(database, work, work.rows);
      if (work == Work.UNMAPPED_SEGMENTS) {
        database.commit();
        search(database, work);
      }
      long charged = controller.usage().memoryBytes();
      long taken = takenBytes() - before;
      System.out.println(controller.usage());
      System.out.printf(
          "charged %d taken %d ratio %.3f%n", charged, taken, (double) charged / taken);
    }
    System.out.println("left " + controller.usage().memoryBytes());
  }

  private Vecgo open(String name, Work work) {
    OpenOptions options =
        OpenOptions.defaults()
            .resources(controller)
            .memtableBytes(1L << 40)
            .withoutAutomaticCompaction()
            .withoutMapping();
    CreateOptions created = CreateOptions.of(work.dimension, Metric.COSINE);
    return Vecgo.create(directory.resolve(name), created, options);
  }

  private void insert(Vecgo database, Work work, int rows) {
    for (int row = 0; row < rows; row += BATCH_ROWS) {
      List<VectorRecord> batch = new ArrayList<>();
      for (int i = 0; i < BATCH_ROWS; i++) {
        batch.add(record(row + i, work));
      }
      database.insertAll(batch);
    }
  }

  private VectorRecord record(int row, Work work) {
    VectorRecord plain = VectorRecord.of(vector(work.dimension));
    if (!work.hasContent) {
      return plain;
    }
    Document metadata =
        Document.of("year", 1900 + random.nextInt(100))
            .with("word", WORDS.get(random.nextInt(WORDS.size())))
            .with("price", random.nextDouble());
    byte[] payload = ("payload of row " + row).repeat(5).getBytes(StandardCharsets.UTF_8);
    return plain.withKey("key-" + row).withMetadata(metadata).withPayload(payload);
  }

  private float[] vector(int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private void search(Vecgo database, Work work) {
    for (int i = 0; i < 200; i++) {
      database.search(Query.of(vector(work.dimension)).filter(Filter.lt("year", 1900L + i % 20)));
    }
  }

  private static long takenBytes() throws JMException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least + offHeapBytes();
  }

  private static long offHeapBytes() throws JMException {
    String summary =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmNativeMemory",
                    new Object[] {new String[] {"summary", "scale=b"}},
                    new String[] {String[].class.getName()});
    Matcher found = OFF_HEAP.matcher(summary);
    if (!found.find()) {
      throw new IllegalStateException("no figure of memory off the heap in\n" + summary);
    }
    return Long.parseLong(found.group(1));
  }
}
