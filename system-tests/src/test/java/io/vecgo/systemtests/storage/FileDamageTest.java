package io.vecgo.systemtests.storage;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file is cut, grown, swapped with another, or has lost a sector. Whatever is asked gets its
 * right answer, or a typed exception.
 */
@ExtendWith(Figures.Resolver.class)
class FileDamageTest {
  private static final long SEED = 29;
  private static final int SECTOR_BYTES = 512;
  private static final int GROWTH_MAX = 64;

  @ParameterizedTest
  @EnumSource
  void shortenedFileIsNoticedOrHarmless(SmallDatabase kind, Figures figures) {
    DamagedDatabase database = new DamagedDatabase(kind, SEED, figures);
    for (String name : database.names()) {
      byte[] bytes = database.read(name);
      for (int length = bytes.length - 1; length >= 0; length -= kind.stride()) {
        assertResized(database, name, bytes, length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void longerFileIsNoticedOrHarmless(SmallDatabase kind, Figures figures) {
    DamagedDatabase database = new DamagedDatabase(kind, SEED, figures);
    for (String name : database.names()) {
      byte[] bytes = database.read(name);
      for (int more = 1; more <= GROWTH_MAX; more++) {
        assertResized(database, name, bytes, bytes.length + more);
      }
    }
  }

  private static void assertResized(
      DamagedDatabase database, String name, byte[] bytes, int length) {
    database.assertNoneWrong(
        Map.of(name, Arrays.copyOf(bytes, length)),
        length < bytes.length ? "shortened files" : "longer files",
        "with %d of %d bytes of %s".formatted(length, bytes.length, name));
  }

  @ParameterizedTest
  @EnumSource
  void swappedFilesAreNoticedOrHarmless(SmallDatabase kind, Figures figures) {
    DamagedDatabase database = new DamagedDatabase(kind, SEED, figures);
    for (String one : database.names()) {
      for (String other : database.names()) {
        if (!one.equals(other)) {
          assertSwapped(database, one, other);
        }
      }
    }
  }

  private static void assertSwapped(DamagedDatabase database, String one, String other) {
    byte[] bytesOfOne = database.read(one);
    byte[] bytesOfOther = database.read(other);
    database.assertNoneWrong(
        Map.of(one, bytesOfOther),
        "swapped files",
        "with %s in the place of %s".formatted(other, one));
    database.assertNoneWrong(
        Map.of(one, bytesOfOther, other, bytesOfOne),
        "swapped files",
        "with %s and %s swapped".formatted(one, other));
  }

  @ParameterizedTest
  @EnumSource
  void zeroedSectorIsNoticedOrHarmless(SmallDatabase kind, Figures figures) {
    DamagedDatabase database = new DamagedDatabase(kind, SEED, figures);
    for (String name : database.names()) {
      byte[] bytes = database.read(name);
      for (int at = 0; at < bytes.length; at += SECTOR_BYTES) {
        byte[] damaged = bytes.clone();
        Arrays.fill(damaged, at, Math.min(at + SECTOR_BYTES, bytes.length), (byte) 0);
        database.assertNoneWrong(
            Map.of(name, damaged),
            "zeroed sectors",
            "with sector %d of %s zero".formatted(at / SECTOR_BYTES, name));
      }
    }
  }
}
