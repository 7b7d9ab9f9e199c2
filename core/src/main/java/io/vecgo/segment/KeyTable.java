package io.vecgo.segment;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * A hash table from key to row: int32 slots, a power of two of them and at least twice the keys; 0
 * is empty, else the row plus one. A key that finds its slot taken goes to the next free one, so a
 * look-up reads one or two slots.
 */
final class KeyTable {
  private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
  private static final long FNV_PRIME = 0x0000_0100_0000_01B3L;

  private KeyTable() {}

  /** FNV-1a, 64 bits, then mixed so that the low bits depend on all. Part of the file format. */
  static long hash(String key) {
    long hash = FNV_OFFSET;
    for (byte next : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (next & 0xFF)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    return hash ^ (hash >>> 32);
  }

  /** Throws unless the length is that of a table. */
  static void check(Section table) {
    long slots = table.length() / Integer.BYTES;
    if (Long.bitCount(slots) != 1 || slots * Integer.BYTES != table.length()) {
      throw table
          .place()
          .corrupt(0, "wrong length", "a power of two of slots", table.length() + " bytes");
    }
  }

  /**
   * Finds the row of a key.
   *
   * @param rows the number of rows that the table may name
   * @param isKeyOf whether the key is that of a row
   */
  static OptionalInt find(Section table, String key, int rows, IntPredicate isKeyOf) {
    long slots = table.length() / Integer.BYTES;
    long slot = hash(key) & (slots - 1);
    for (long probes = 0; probes < slots; probes++) {
      int entry = table.getInt(slot * Integer.BYTES);
      if (entry == 0) {
        return OptionalInt.empty();
      }
      if (entry < 0 || entry > rows) {
        throw table
            .place()
            .corrupt(slot * Integer.BYTES, "invalid row", "0 to " + rows, Integer.toString(entry));
      }
      if (isKeyOf.test(entry - 1)) {
        return OptionalInt.of(entry - 1);
      }
      slot = (slot + 1) & (slots - 1);
    }
    return OptionalInt.empty();
  }

  /** Size of the table of so many keys, in bytes. */
  static long bytes(long keys) {
    return Long.highestOneBit(keys) * 4 * Integer.BYTES;
  }

  /** How many slots are not empty. */
  static long entries(Section table) {
    long entries = 0;
    for (long at = 0; at < table.length(); at += Integer.BYTES) {
      entries += table.getInt(at) == 0 ? 0 : 1;
    }
    return entries;
  }

  /** Collects keys and rows; 12 bytes a row, then 8 to 16 a key. */
  static final class Builder {
    private final long[] hashes;
    private final int[] rows;
    private int size;

    /** For at most so many keys. */
    Builder(int keysMax) {
      hashes = new long[keysMax];
      rows = new int[keysMax];
    }

    void add(String key, int row) {
      hashes[size] = hash(key);
      rows[size++] = row;
    }

    boolean isNotEmpty() {
      return size > 0;
    }

    /** The slots, as the file holds them: machines are little-endian. */
    MemorySegment build() {
      int[] table = new int[Integer.highestOneBit(size) * 4];
      int mask = table.length - 1;
      for (int i = 0; i < size; i++) {
        int slot = (int) hashes[i] & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = rows[i] + 1;
      }
      return MemorySegment.ofArray(table);
    }
  }
}
