package io.vecgo.columns;

import io.vecgo.model.Value;

/**
 * What stands for a value in a dictionary. Two values that filters take for the same have equal
 * keys, and keys of one kind are in the order of their values.
 */
sealed interface Key extends Comparable<Key> permits FixedKey, TextKey {

  static Key of(Value canonical) {
    return switch (canonical) {
      case Value.Text(String text) -> TextKey.of(text);
      case Value.Array _ -> FixedKey.ANY_ARRAY;
      default -> new FixedKey(canonical);
    };
  }
}
