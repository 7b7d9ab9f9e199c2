package io.vecgo.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.cli.doctor.Diagnosis.Symptom;
import io.vecgo.cli.doctor.Diagnosis.Verdict;
import io.vecgo.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What facts mean. */
class DiagnosisTest {
  private static final Volume GOOD_VOLUME = new Volume("ext4", true, true, true, 0.5, 1 << 30, 0);

  private static Surroundings surroundings(
      String java, boolean usesG1, boolean compactHeaders, long heapBytes, long files) {
    return new Surroundings(
        Runtime.Version.parse(java),
        usesG1,
        compactHeaders,
        true,
        true,
        heapBytes,
        4L << 30,
        OptionalLong.of(files));
  }

  private static Surroundings good() {
    return surroundings("25.0.3+9", true, false, 1L << 30, 1 << 20);
  }

  private static Verdict verdict(Surroundings surroundings, String check) {
    return verdict(surroundings, GOOD_VOLUME, check);
  }

  private static Verdict verdict(Storage storage, String check) {
    return verdict(good(), storage, check);
  }

  private static Verdict verdict(Surroundings surroundings, Storage storage, String check) {
    return Diagnosis.of(surroundings, 0, storage).stream()
        .filter(symptom -> symptom.check().equals(check))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  @Test
  void goodSurroundingsHaveNoSymptoms() {
    List<Symptom> symptoms = Diagnosis.of(good(), 0, GOOD_VOLUME);
    assertThat(symptoms).allMatch(symptom -> symptom.verdict() == Verdict.GOOD);
    assertThat(symptoms).allMatch(symptom -> symptom.advice().isEmpty());
    assertThat(Diagnosis.isBad(symptoms)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "25+36, true, BAD",
    "25.0.1+8, true, BAD",
    "25.0.2+10, true, BAD",
    "25.0.2+10, false, GOOD",
    "25.0.3+9, true, GOOD",
    "26+1, true, GOOD"
  })
  void versionsWhoseG1DamagesDataAreBad(String java, boolean usesG1, Verdict verdict) {
    assertThat(verdict(surroundings(java, usesG1, false, 1 << 30, 1 << 20), "java"))
        .isEqualTo(verdict);
  }

  @Test
  void compactObjectHeadersAreBadOnJava25() {
    assertThat(verdict(surroundings("25.0.3", true, true, 1, 1 << 20), "object headers"))
        .isEqualTo(Verdict.BAD);
    assertThat(verdict(surroundings("26", true, true, 1, 1 << 20), "object headers"))
        .isEqualTo(Verdict.GOOD);
  }

  @Test
  void slowVectorCodeIsAWarning() {
    Surroundings slow =
        new Surroundings(good().java(), true, false, false, false, 1, 2, OptionalLong.empty());
    assertThat(verdict(slow, "vector module")).isEqualTo(Verdict.WARNING);
    assertThat(verdict(slow, "compiler")).isEqualTo(Verdict.WARNING);
    assertThat(Diagnosis.isBad(Diagnosis.of(slow, 0, GOOD_VOLUME))).isFalse();
  }

  /** One GiB of heap, four of memory. */
  @ParameterizedTest
  @CsvSource({"2048, GOOD", "2049, WARNING", "3072, BAD"})
  void budgetsThatLeaveTooLittleAreToldOf(long budgetMebibytes, Verdict verdict) {
    assertThat(Diagnosis.of(good(), budgetMebibytes << 20, GOOD_VOLUME))
        .filteredOn(symptom -> symptom.check().equals("memory"))
        .extracting(Symptom::verdict)
        .containsExactly(verdict);
  }

  @ParameterizedTest
  @CsvSource({"3072, GOOD", "3073, WARNING", "4096, BAD"})
  void heapsThatLeaveTooLittleAreToldOf(long heapMebibytes, Verdict verdict) {
    assertThat(verdict(surroundings("25.0.3", true, false, heapMebibytes << 20, 1), "memory"))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"4095, WARNING", "4096, GOOD"})
  void fewOpenFilesAreAWarning(long files, Verdict verdict) {
    assertThat(verdict(surroundings("25.0.3", true, false, 1, files), "open files"))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "ext4, true, true, GOOD",
    "ext4, true, false, BAD",
    "ext4, false, false, WARNING",
    "tmpfs, true, true, WARNING",
    "nfs4, true, true, WARNING"
  })
  void fileSystemsThatForgetAreToldOf(
      String type, boolean writable, boolean syncs, Verdict verdict) {
    Volume volume = new Volume(type, writable, true, syncs, 0.1, 1, 0);
    assertThat(verdict(volume, "file system")).isEqualTo(verdict);
  }

  @Test
  void missingHardLinksAreAWarning() {
    Volume volume = new Volume("vfat", true, false, true, 0.1, 1, 0);
    assertThat(verdict(volume, "hard links")).isEqualTo(Verdict.WARNING);
  }

  @ParameterizedTest
  @CsvSource({"0.79, 100, 100, GOOD", "0.80, 100, 100, WARNING", "0.10, 99, 100, BAD"})
  void littleRoomIsToldOf(double used, long usable, long database, Verdict verdict) {
    assertThat(verdict(new Volume("ext4", true, true, true, used, usable, database), "room"))
        .isEqualTo(verdict);
  }

  @Test
  void factsOfThisProcessAreFoundAndNothingIsLeft(@TempDir Path directory) throws IOException {
    Files.write(directory.resolve("segment-1.bin"), new byte[1_000]);
    Surroundings here = Surroundings.now();
    Volume volume = Volume.of(directory);
    assertThat(here.java().feature()).isGreaterThanOrEqualTo(25);
    assertThat(here.memoryBytes()).isGreaterThan(1 << 20);
    assertThat(volume.writable()).isTrue();
    assertThat(volume.databaseBytes()).isEqualTo(1_000);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void directoriesThatAreNotThereYetAreJudgedByTheOneAbove(@TempDir Path directory)
      throws IOException {
    assertThat(Volume.of(directory.resolve("a/b")))
        .extracting(Volume::type)
        .isEqualTo(Volume.of(directory).type());
  }

  @Test
  void objectStoreThatKeepsNamesIsGood() {
    Bucket bucket = Bucket.of(new MemoryStore());
    assertThat(verdict(bucket, "object store")).isEqualTo(Verdict.GOOD);
    assertThat(verdict(bucket, "conditional puts")).isEqualTo(Verdict.GOOD);
  }

  @Test
  void nothingIsLeftInAnObjectStore() {
    MemoryStore store = new MemoryStore();
    Bucket.of(store);
    assertThat(store.list("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "no route, '', true, true, BAD, GOOD",
    "'', denied, true, true, WARNING, GOOD",
    "'', '', false, true, GOOD, BAD",
    "'', '', true, false, BAD, GOOD"
  })
  void objectStoreThatCannotDoWhatIsNeededIsToldOf(
      String reading,
      String writing,
      boolean keepsNames,
      boolean listsAtOnce,
      Verdict store,
      Verdict puts) {
    Bucket bucket = new Bucket("s3://bucket/db", reading, writing, keepsNames, listsAtOnce);
    assertThat(verdict(bucket, "object store")).isEqualTo(store);
    assertThat(verdict(bucket, "conditional puts")).isEqualTo(puts);
  }
}
