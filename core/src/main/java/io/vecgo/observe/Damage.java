package io.vecgo.observe;

import io.vecgo.model.CorruptException;
import java.util.List;

/**
 * Something that is wrong with a file of a database.
 *
 * @param file name in the store
 * @param section part of the file, for example {@code header} or {@code VECTORS}
 * @param offset byte in the file
 * @param problem what is wrong, for example {@code checksum mismatch}
 * @param expected what should be there
 * @param found what is there
 * @param remedy what the operator can do
 * @param versions the versions that need the file, ascending
 */
public record Damage(
    String file,
    String section,
    long offset,
    String problem,
    String expected,
    String found,
    String remedy,
    List<Long> versions) {
  public Damage {
    versions = List.copyOf(versions);
  }

  /** The damage that an exception tells of. */
  public static Damage of(CorruptException damage, List<Long> versions) {
    return new Damage(
        damage.file(),
        damage.section(),
        damage.offset(),
        damage.problem(),
        damage.expected(),
        damage.found(),
        damage.remedy(),
        versions);
  }
}
