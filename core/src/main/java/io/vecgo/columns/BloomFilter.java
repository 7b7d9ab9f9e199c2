package io.vecgo.columns;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of keys that never denies one that it holds, and wrongly admits about one in a hundred
 * others. Immutable.
 *
 * @param words 64 bits each
 * @param probes bits that each key sets
 */
record BloomFilter(List<Long> words, int probes) {
  /** Largest filter in bytes. */
  static final int BYTES_MAX = 1_024;

  /** With more keys the largest filter would admit more than one in ten. */
  static final int KEYS_MAX = 1_700;

  private static final double BITS_PER_KEY = 9.6;
  private static final int PROBES_MAX = 16;
  private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
  private static final long FNV_PRIME = 0x0000_0100_0000_01B3L;

  BloomFilter {
    words = List.copyOf(words);
  }

  /** A filter of at most {@link #KEYS_MAX} keys, of which there is at least one. */
  static BloomFilter of(Collection<Key> keys) {
    int wanted = (int) Math.ceil(keys.size() * BITS_PER_KEY / Long.SIZE);
    long[] bits = new long[Math.min(wanted, BYTES_MAX / Long.BYTES)];
    double bitsPerKey = (double) bits.length * Long.SIZE / keys.size();
    int probes = Math.clamp(Math.round(bitsPerKey * Math.log(2)), 1, PROBES_MAX);
    for (Key key : keys) {
      long hash = hash(key);
      for (int probe = 0; probe < probes; probe++) {
        int bit = bit(hash, probe, bits.length);
        bits[bit / Long.SIZE] |= 1L << bit;
      }
    }
    return new BloomFilter(Arrays.stream(bits).boxed().toList(), probes);
  }

  /** False only if the key is not in the set. */
  boolean mayHold(Key key) {
    long hash = hash(key);
    for (int probe = 0; probe < probes; probe++) {
      int bit = bit(hash, probe, words.size());
      if ((words.get(bit / Long.SIZE) >>> bit & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int bit(long hash, int probe, int words) {
    int step = (int) (hash >>> Integer.SIZE) | 1;
    return Integer.remainderUnsigned((int) hash + probe * step, words * Long.SIZE);
  }

  /** FNV-1a of the bytes in a dictionary, 64 bits, then mixed. Part of the file format. */
  static long hash(Key key) {
    ByteWriter bytes = new ByteWriter();
    switch (key) {
      case TextKey text -> bytes.raw(text.toArray()).u8(text.isCut() ? 1 : 0);
      case FixedKey _ -> Dictionary.write(List.of(key), bytes);
    }
    long hash = FNV_OFFSET;
    for (byte next : bytes.toArray()) {
      hash = (hash ^ (next & 0xFF)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    return hash ^ (hash >>> 32);
  }

  void write(ByteWriter out) {
    out.u8(probes).varint(words.size());
    words.forEach(out::i64);
  }

  static BloomFilter read(ByteReader in) {
    int probes = in.u8();
    int count = in.count(Long.BYTES);
    if (probes < 1 || probes > PROBES_MAX || count < 1 || count > BYTES_MAX / Long.BYTES) {
      throw in.corrupt(
          "invalid Bloom filter",
          "1 to " + PROBES_MAX + " probes in 8 to " + BYTES_MAX + " bytes",
          probes + " in " + count * Long.BYTES);
    }
    Long[] words = new Long[count];
    for (int i = 0; i < count; i++) {
      words[i] = in.i64();
    }
    return new BloomFilter(List.of(words), probes);
  }
}
