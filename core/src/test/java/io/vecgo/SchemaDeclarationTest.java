package io.vecgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vecgo.model.FieldType;
import io.vecgo.model.Metric;
import io.vecgo.model.Schema;
import io.vecgo.model.Schema.Presence;
import io.vecgo.model.VectorRecord;
import io.vecgo.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** Fields that are declared while the database is in use. */
class SchemaDeclarationTest {
  private static final Schema.Field YEAR =
      new Schema.Field("year", FieldType.INT, Presence.OPTIONAL);
  private static final Schema.Field TITLE =
      new Schema.Field("title", FieldType.TEXT, Presence.REQUIRED);

  private final MemoryStore store = new MemoryStore();
  private Vecgo database = Vecgo.create(store, CreateOptions.of(1, Metric.L2));

  private void reopen() {
    database.closeDiscarding();
    database = Vecgo.open(store, OpenOptions.defaults());
  }

  @Test
  void declaredFieldBindsWhatIsWrittenFromNowOn() {
    database.insert(VectorRecord.of(1));
    database.declare(YEAR);
    assertThat(database.schema().fields()).containsExactly(YEAR);
    database.insert(VectorRecord.of(1).with("year", 2024));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.insert(VectorRecord.of(1).with("year", "2024")))
        .withMessageContaining("field=year");
  }

  @Test
  void declarationAloneIsAChangeThatACommitMakesDurable() {
    database.declare(YEAR);
    assertThat(database.commit().version()).isEqualTo(2);
    reopen();
    assertThat(database.schema().fields()).containsExactly(YEAR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.insert(VectorRecord.of(1).with("year", "2024")));
  }

  @Test
  void declarationIsGoneWithoutACommit() {
    database.declare(YEAR);
    reopen();
    assertThat(database.schema()).isEqualTo(Schema.NONE);
  }

  @Test
  void declarationAgainstARowInTheMemtableIsRefused() {
    long id = database.insert(VectorRecord.of(1).with("year", "late"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.declare(YEAR))
        .withMessageContaining("record " + id)
        .withMessageContaining("field=year");
    assertThat(database.schema()).isEqualTo(Schema.NONE);
  }

  @Test
  void declarationAgainstACommittedRowIsRefused() {
    database.insert(VectorRecord.of(1).with("title", "t"));
    long id = database.insert(VectorRecord.of(1));
    database.commit();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.declare(TITLE))
        .withMessageContaining("record " + id)
        .withMessageContaining("missing");
  }

  @Test
  void deletedRowsDoNotStandAgainstADeclaration() {
    long inSegment = database.insert(VectorRecord.of(1).with("year", "late"));
    database.commit();
    long inMemtable = database.insert(VectorRecord.of(1));
    database.delete(inSegment);
    database.delete(inMemtable);
    database.declare(YEAR);
    database.declare(TITLE);
    assertThat(database.schema().fields()).containsExactly(YEAR, TITLE);
  }

  @Test
  void sameDeclarationAgainIsNoChange() {
    database.declare(YEAR);
    database.commit();
    database.declare(YEAR);
    assertThat(database.commit().version()).isEqualTo(2);
  }

  @Test
  void otherDeclarationOfAFieldIsRefused() {
    database.declare(YEAR);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> database.declare(new Schema.Field("year", FieldType.STRING, Presence.OPTIONAL)))
        .withMessageContaining("year:int");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> database.declare(new Schema.Field("year", FieldType.INT, Presence.REQUIRED)));
    assertThat(database.schema().fields()).containsExactly(YEAR);
  }

  @Test
  void requiredFieldThatAllRowsHaveCanBeDeclared() {
    database.insert(VectorRecord.of(1).with("title", "t"));
    database.declare(TITLE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> database.insert(VectorRecord.of(1)))
        .withMessageContaining("field=title");
  }
}
