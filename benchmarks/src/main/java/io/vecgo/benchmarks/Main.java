package io.vecgo.benchmarks;

import io.vecgo.benchmarks.text.TextBenchmark;
import java.io.IOException;
import java.util.Arrays;

/** Runs one benchmark by its name. */
public final class Main {
  private static final String USAGE =
      """
      usage: Main <benchmark> [arguments]
        kernels [JMH options]   time per 100 distances, rows in the cache
        codes [JMH options]     the same for products of codes, and rotations
        quantizers [JMH options]  time per 100 encodings, aims and estimated distances
        quantizer-table FOLDER METRIC  recall, bytes and time of each quantizer in a segment
        blocks [JMH options]    time per 100 blocks of 32 one-bit codes, and per 100 table look-ups
        bandwidth               how fast this machine reads memory
        scan [MiB]              exact scan of rows in memory, against the bandwidth
        filtered-plans FOLDER METRIC  ways to search under a filter, and what the planner chooses
        filters                 time to find the rows that satisfy a filter, 50,000 rows
        memtable FOLDER METRIC  inserts, recall and filtered search of rows not committed
        allocations             bytes that a search allocates
        text FOLDER             text search beside Lucene's: results, time, size
        commits [FOLDER]        commit latency, write amplification, time to open
        remote FOLDER METRIC [MS] [SEGMENTS]  requests and times of a database far away
        larger-than-memory FOLDER ROWS DIMENSION QUANTIZER MB  searches with little memory\
      """;

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String name = args.length == 0 ? "" : args[0];
    String[] arguments = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
    switch (name) {
      case "kernels" -> KernelBenchmark.main(arguments);
      case "codes" -> CodeKernelBenchmark.main(arguments);
      case "quantizers" -> QuantizerBenchmark.main(arguments);
      case "quantizer-table" -> QuantizerTable.main(arguments);
      case "blocks" -> BlockBenchmark.main(arguments);
      case "bandwidth" -> MemoryBandwidth.main(arguments);
      case "scan" -> ExactScan.main(arguments);
      case "filtered-plans" -> FilteredPlans.main(arguments);
      case "filters" -> FilterBenchmark.run();
      case "memtable" -> MemtableBenchmark.main(arguments);
      case "allocations" -> Allocations.run();
      case "text" -> TextBenchmark.main(arguments);
      case "commits" -> CommitBenchmark.main(arguments);
      case "larger-than-memory" -> LargerThanMemory.main(arguments);
      case "remote" -> RemoteBenchmark.main(arguments);
      default -> {
        System.err.println(USAGE);
        System.exit(2);
      }
    }
  }
}
