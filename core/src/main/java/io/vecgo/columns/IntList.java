package io.vecgo.columns;

import java.util.Arrays;

/** A growing list of integers. Confined to one thread. */
final class IntList {
  private int[] elements = new int[8];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return elements[index];
  }

  void set(int index, int element) {
    elements[index] = element;
  }

  void add(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }
}
