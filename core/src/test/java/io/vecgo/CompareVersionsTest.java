package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.vecgo.model.DuplicateTagException;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Operation;
import io.vecgo.model.Query;
import io.vecgo.model.Tag;
import io.vecgo.observe.VersionComparison;
import io.vecgo.observe.VersionComparison.Difference;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobStore;
import io.vecgo.store.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comparing versions, and their names. Versions are those of {@link OldVersionsTest#fill}. */
class CompareVersionsTest {
  private static final OpenOptions MANUAL = OpenOptions.defaults().withoutAutomaticCompaction();

  private final BlobStore store = new MemoryStore();

  @BeforeEach
  void fill() {
    OldVersionsTest.fill(store);
  }

  @Test
  void comparisonSaysWhichIdsCameAndWent() {
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      VersionComparison comparison =
          database.compare(2, 4, List.of(Query.of(1, 0, 0).k(2), Query.of(0, 1, 0).k(1)));
      assertThat(comparison.queries())
          .containsExactly(
              new Difference(0.5, List.of(3L), List.of(1L), 0, 0),
              new Difference(1, List.of(), List.of(), 0, 0));
      assertThat(comparison.overlap()).isCloseTo(0.75, within(1e-9));
      assertThat(comparison.gained()).isEqualTo(1);
      assertThat(comparison.lost()).isEqualTo(1);
      assertThat(comparison.unchanged()).isEqualTo(1);
    }
  }

  @Test
  void comparisonNamesWhatLiesBetweenInEitherOrder() {
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.compact();
      database.rollback(3);
      VersionComparison forth = database.compare(3, 6, List.of(Query.of(1, 0, 0)));
      assertThat(forth.between())
          .extracting(VersionInfo::operation)
          .containsExactly(Operation.COMMIT, Operation.COMPACTION, Operation.ROLLBACK);
      assertThat(forth.overlap()).isEqualTo(1);
      VersionComparison back = database.compare(6, 3, List.of(Query.of(1, 0, 0)));
      assertThat(back.between()).isEqualTo(forth.between());
    }
  }

  @Test
  void emptyAnswersAreEqual() {
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      VersionComparison comparison = database.compare(1, 1, List.of(Query.of(1, 0, 0)));
      assertThat(comparison.overlap()).isEqualTo(1);
      assertThat(comparison.between()).isEmpty();
      assertThat(database.compare(1, 2, List.of()).overlap()).isEqualTo(1);
    }
  }

  @Test
  void versionsThatAreNotThereCannotBeCompared() {
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      assertThatExceptionOfType(NoSuchVersionException.class)
          .isThrownBy(() -> database.compare(2, 9, List.of()));
    }
  }

  @Test
  void tagNamesOneVersion() {
    try (Vecgo database = Vecgo.open(store, MANUAL)) {
      database.tag("june", 2);
      database.tag("june", 2);
      database.tag("also-june", 2);
      assertThat(database.tags()).containsExactly(new Tag("also-june", 2), new Tag("june", 2));
      assertThat(database.versions().get(1).tags()).containsExactly("also-june", "june");
      assertThatExceptionOfType(DuplicateTagException.class)
          .isThrownBy(() -> database.tag("june", 3))
          .withMessageContaining("version 2");
      assertThatExceptionOfType(NoSuchVersionException.class)
          .isThrownBy(() -> database.tag("july", 7));
      assertThat(database.untag("june")).isTrue();
      assertThat(database.untag("june")).isFalse();
      database.tag("june", 3);
    }
    try (Vecgo tagged = Vecgo.open(store, OpenOptions.defaults().atTag("june"))) {
      assertThat(tagged.version()).isEqualTo(3);
    }
    assertThatExceptionOfType(NoSuchVersionException.class)
        .isThrownBy(() -> Vecgo.open(store, OpenOptions.defaults().atTag("may")))
        .withMessageContaining("tags are also-june, june");
  }

  @Test
  void numbersAndPathsAreNoTags() {
    for (String name : List.of("", "7", "June", "a/b", "a".repeat(40))) {
      assertThatIllegalArgumentException().as(name).isThrownBy(() -> new Tag(name, 1));
    }
    new Tag("a".repeat(39), 1);
  }
}
