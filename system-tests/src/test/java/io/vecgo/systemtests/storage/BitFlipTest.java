package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A bit of a file is wrong. Whatever is asked gets its right answer, or a typed exception, and a
 * verification tells of each. The quick run tries one bit of a byte, the long run each of all
 * bytes.
 */
@ExtendWith(Figures.Resolver.class)
class BitFlipTest {
  private static final long SEED = 23;
  private static final int TINY_BYTES_MAX = 30_000;

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @EnumSource
  void flippedBitMakesNoAnswerWrong(SmallDatabase kind, Figures figures) {
    DamagedDatabase database = new DamagedDatabase(kind, SEED, figures);
    forEachFlip(
        database, (damaged, when) -> database.assertNoneWrong(damaged, "flipped bits", when));
  }

  @ParameterizedTest
  @EnumSource
  void verifyNoticesEachFlippedBit(SmallDatabase kind, Figures figures) {
    DamagedDatabase database = new DamagedDatabase(kind, SEED, figures);
    forEachFlip(
        database, (damaged, when) -> database.assertVerified(damaged, "flipped bits", when));
  }

  private interface Check {
    void of(Map<String, byte[]> damaged, String when);
  }

  private void forEachFlip(DamagedDatabase database, Check check) {
    for (String name : database.names()) {
      byte[] bytes = database.read(name);
      int stride = database.stride();
      for (int at = random.nextInt(stride); at < bytes.length; at += stride) {
        for (int bit : bits()) {
          byte[] damaged = bytes.clone();
          damaged[at] ^= (byte) (1 << bit);
          String when = "with bit %d of byte %d of %s flipped".formatted(bit, at, name);
          check.of(Map.of(name, damaged), when);
        }
      }
    }
  }

  private int[] bits() {
    return switch (Scale.ofThisRun()) {
      case QUICK -> new int[] {random.nextInt(Byte.SIZE)};
      case LONG -> IntStream.range(0, Byte.SIZE).toArray();
    };
  }

  @Test
  void tinyDatabaseIsTiny(Figures figures) {
    Blobs blobs = new Blobs(SmallDatabase.TINY.create(SEED));
    int bytes = blobs.names().stream().mapToInt(name -> blobs.read(name).length).sum();
    figures.add("flipped bits, tiny: bytes of all files", bytes);
    assertThat(bytes).isLessThan(TINY_BYTES_MAX);
  }
}
