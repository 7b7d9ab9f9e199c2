package io.vecgo.systemtests.storage;

import io.vecgo.store.MemoryStore;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A bit of a file is wrong. Whatever is asked gets its right answer, or a typed exception. The
 * quick run tries a bit of every so many-th byte, the long run all bits of all bytes.
 */
@ExtendWith(Figures.Resolver.class)
class BitFlipTest {
  private static final long SEED = 23;
  private static final int BYTES_APART = Scale.of(13, 1);

  private final MemoryStore store = SmallDatabase.create(SEED);
  private final Blobs blobs = new Blobs(store);
  private final Answers sound = Answers.of(store);
  private final Random random = new Random(SEED);

  @Test
  void flippedBitIsNoticedOrHarmless(Figures figures) {
    for (String name : blobs.names()) {
      byte[] bytes = blobs.read(name);
      figures.add("bit flips: bytes of the database", bytes.length);
      for (int at = random.nextInt(BYTES_APART); at < bytes.length; at += BYTES_APART) {
        int place = at;
        bits().forEach(bit -> assertNoneWrong(name, bytes, place, bit, figures));
      }
      blobs.replace(name, bytes);
    }
  }

  private IntStream bits() {
    return Scale.ofThisRun() == Scale.LONG
        ? IntStream.range(0, Byte.SIZE)
        : IntStream.of(random.nextInt(Byte.SIZE));
  }

  private void assertNoneWrong(String name, byte[] bytes, int at, int bit, Figures figures) {
    byte[] damaged = bytes.clone();
    damaged[at] ^= (byte) (1 << bit);
    blobs.replace(name, damaged);
    String when = "with bit %d of byte %d of %s flipped".formatted(bit, at, name);
    Answers answers = Answers.ofDamaged(store, when);
    answers.assertNoneWrong(sound, when);
    figures.add("bit flips: " + (answers.isComplete() ? "harmless" : "noticed"), 1);
  }
}
