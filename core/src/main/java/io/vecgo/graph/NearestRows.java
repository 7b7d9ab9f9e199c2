package io.vecgo.graph;

import java.util.Arrays;

/**
 * Keeps the k best of the rows offered: a max-heap of {@link Ranked} longs. Confined to one thread.
 */
public final class NearestRows {
  private final int k;
  private long[] heap;
  private int size;

  public NearestRows(int k) {
    this.k = k;
    this.heap = new long[Math.min(k, 64)];
  }

  /** Most rows kept. */
  public int capacity() {
    return k;
  }

  public int size() {
    return size;
  }

  /** Whether the next row offered will be kept whatever its distance. */
  boolean hasRoom() {
    return size < k;
  }

  /** The distance of the worst row kept; infinite while there is room. */
  public float reach() {
    return size < k ? Float.POSITIVE_INFINITY : Ranked.distance(heap[0]);
  }

  /** Offers many rows with their distances. */
  public void offerAll(int[] rows, int count, float[] distances) {
    for (int i = 0; i < count; i++) {
      offer(Ranked.of(distances[i], rows[i]));
    }
  }

  public void offer(long ranked) {
    if (size < k) {
      append(ranked);
    } else if (ranked < heap[0]) {
      siftDown(ranked);
    }
  }

  /** The worst of the rows kept, of which there is at least one. */
  public long worst() {
    return heap[0];
  }

  /** The rows kept, best first. The heap is used up. */
  public long[] drainSorted() {
    long[] sorted = Arrays.copyOf(heap, size);
    Arrays.sort(sorted);
    size = 0;
    return sorted;
  }

  private void append(long ranked) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, Math.min(k, 2 * size));
    }
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2] < ranked) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = ranked;
  }

  private void siftDown(long ranked) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= ranked) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = ranked;
  }
}
