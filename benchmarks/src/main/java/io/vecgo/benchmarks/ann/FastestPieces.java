package io.vecgo.benchmarks.ann;

import java.util.Arrays;

/**
 * The best of several passes, piece by piece. A piece is a run of neighbouring queries of one
 * thread, long enough to hold what the searches themselves cause now and then, and so short that
 * some pass gets through it while nothing else happens on the machine. Confined to one thread.
 */
final class FastestPieces {
  private static final int PIECE = 25;

  private final long[][] latencies;
  private final long[][] nanosOfPiece;

  FastestPieces(int threads, int queries) {
    this.latencies = new long[threads][queries];
    this.nanosOfPiece = new long[threads][Math.ceilDiv(queries, PIECE)];
    for (long[] pieces : nanosOfPiece) {
      Arrays.fill(pieces, Long.MAX_VALUE);
    }
  }

  /**
   * Takes over pieces that were faster in this pass: for each thread the latency of each query, in
   * order.
   */
  void add(long[][] pass) {
    for (int thread = 0; thread < pass.length; thread++) {
      for (int piece = 0; piece < nanosOfPiece[thread].length; piece++) {
        add(thread, piece, pass[thread]);
      }
    }
  }

  private void add(int thread, int piece, long[] pass) {
    int from = piece * PIECE;
    int to = Math.min(from + PIECE, pass.length);
    long nanos = Arrays.stream(pass, from, to).sum();
    if (nanos < nanosOfPiece[thread][piece]) {
      nanosOfPiece[thread][piece] = nanos;
      System.arraycopy(pass, from, latencies[thread], from, to - from);
    }
  }

  /** Queries a second of all threads; there was a pass. */
  double qps() {
    return Arrays.stream(latencies)
        .mapToDouble(thread -> thread.length * 1e9 / Arrays.stream(thread).sum())
        .sum();
  }

  /** Latency in microseconds that this share of the queries stay within. */
  double percentile(double share) {
    long[] sorted = Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e3;
  }
}
