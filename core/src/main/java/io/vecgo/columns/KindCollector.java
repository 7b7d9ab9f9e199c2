package io.vecgo.columns;

import io.vecgo.bytes.ByteWriter;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the keys of one kind, to be read as {@link KindStatistics}. Confined to one thread. */
final class KindCollector {
  /** Up to so many values are listed. */
  private static final int LISTED_MAX = 16;

  /** A list of texts is no longer than this, in bytes. */
  private static final int LISTED_BYTES_MAX = 512;

  private final Set<Key> keys = new HashSet<>();
  private boolean isTooMany;
  private @Nullable Key smallest;
  private @Nullable Key largest;

  void addAll(List<Key> more) {
    smallest = least(smallest, Collections.min(more));
    largest = greatest(largest, Collections.max(more));
    for (Key key : more) {
      if (!isTooMany) {
        keys.add(key);
        isTooMany = keys.size() > BloomFilter.KEYS_MAX;
      }
    }
  }

  private static Key least(@Nullable Key known, Key other) {
    return known == null || other.compareTo(known) < 0 ? other : known;
  }

  private static Key greatest(@Nullable Key known, Key other) {
    return known == null || other.compareTo(known) > 0 ? other : known;
  }

  /** How much is written. */
  enum Detail {
    ALL,
    BOUNDS
  }

  void write(ValueKind kind, Detail detail, ByteWriter out) {
    List<Key> bounds = bounds();
    if (detail == Detail.BOUNDS) {
      KindStatistics.write(kind, bounds, areAll(), Optional.empty(), out);
      return;
    }
    List<Key> sorted = isTooMany ? bounds : List.copyOf(new TreeSet<>(keys));
    if (!isTooMany && isShort(sorted)) {
      KindStatistics.write(kind, sorted, true, Optional.empty(), out);
    } else {
      Optional<BloomFilter> bloom =
          isTooMany ? Optional.empty() : Optional.of(BloomFilter.of(sorted));
      KindStatistics.write(kind, bounds, false, bloom, out);
    }
  }

  /** Whether the bounds are all values. */
  private boolean areAll() {
    return !isTooMany && keys.size() <= 2;
  }

  private static boolean isShort(List<Key> keys) {
    return keys.size() <= LISTED_MAX && Dictionary.textBytes(keys) <= LISTED_BYTES_MAX;
  }

  private List<Key> bounds() {
    if (smallest == null || largest == null) {
      throw new IllegalStateException("keys=0: must be at least one");
    }
    return smallest.equals(largest) ? List.of(smallest) : List.of(smallest, largest);
  }
}
