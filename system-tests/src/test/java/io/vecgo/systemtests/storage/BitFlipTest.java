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
 * A bit of a file is wrong. Whatever is asked gets its right answer, or a typed exception. The
 * quick run tries one bit of a byte, the long run each of all bytes.
 */
@ExtendWith(Figures.Resolver.class)
class BitFlipTest {
  private static final long SEED = 23;
  private static final int TINY_BYTES_MAX = 30_000;

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @EnumSource
  void flippedBitIsNoticedOrHarmless(SmallDatabase kind, Figures figures) {
    DamagedDatabase database = new DamagedDatabase(kind, SEED, figures);
    for (String name : database.names()) {
      byte[] bytes = database.read(name);
      for (int at = random.nextInt(kind.stride()); at < bytes.length; at += kind.stride()) {
        for (int bit : bits()) {
          assertNoneWrong(database, name, bytes, at, bit);
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

  private static void assertNoneWrong(
      DamagedDatabase database, String name, byte[] bytes, int at, int bit) {
    byte[] damaged = bytes.clone();
    damaged[at] ^= (byte) (1 << bit);
    database.assertNoneWrong(
        Map.of(name, damaged),
        "flipped bits",
        "with bit %d of byte %d of %s flipped".formatted(bit, at, name));
  }

  @Test
  void tinyDatabaseIsTiny(Figures figures) {
    Blobs blobs = new Blobs(SmallDatabase.TINY.create(SEED));
    int bytes = blobs.names().stream().mapToInt(name -> blobs.read(name).length).sum();
    figures.add("flipped bits, tiny: bytes of all files", bytes);
    assertThat(bytes).isLessThan(TINY_BYTES_MAX);
  }
}
