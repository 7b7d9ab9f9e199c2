package io.vecgo.columns;

import io.vecgo.model.Value;

/** A value that stands for itself; one array stands for all. */
record FixedKey(Value value) implements Key {
  static final FixedKey ANY_ARRAY = new FixedKey(Value.array());

  @Override
  public int compareTo(Key other) {
    return other instanceof FixedKey(Value theirs) ? FixedDictionary.compare(value, theirs) : -1;
  }
}
