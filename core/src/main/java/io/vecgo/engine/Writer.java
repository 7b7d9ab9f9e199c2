package io.vecgo.engine;

import io.vecgo.engine.LiveState.Reservation;
import io.vecgo.engine.State.Location;
import io.vecgo.memtable.MemtablePart;
import io.vecgo.model.DuplicateKeyException;
import io.vecgo.model.Filter;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import io.vecgo.part.Part;
import io.vecgo.rows.RowSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Inserts, replaces and deletes rows. All rows of one call become visible at once, and with them
 * the disappearance of those that they replace. Thread-safe: writers of different keys work side by
 * side.
 */
final class Writer {
  private final LiveState live;
  private final InputCheck check;
  private final KeyLocks keyLocks = new KeyLocks();

  /** What happens to a live record whose key is written again. */
  enum OnExistingKey {
    REFUSE,
    REPLACE
  }

  Writer(LiveState live, InputCheck check) {
    this.live = live;
    this.check = check;
  }

  /**
   * Writes records and returns their ids, in order.
   *
   * @throws DuplicateKeyException naming the key, if it is live and to be refused, or twice among
   *     the records
   */
  long[] write(List<VectorRecord> records, OnExistingKey onExistingKey) {
    if (records.isEmpty()) {
      return new long[0];
    }
    Schema schema = live.peek().schema();
    records.forEach(record -> check.record(record, schema));
    checkDistinctKeys(records);
    try (KeyLocks.Held _ = keyLocks.lock(records)) {
      if (onExistingKey == OnExistingKey.REFUSE) {
        checkFreeKeys(records);
      }
      Reservation reservation = fill(records);
      live.publish(
          reservation,
          state -> {
            if (!state.schema().equals(schema)) {
              obey(state.schema(), records, reservation);
            }
            return published(state, reservation, records, onExistingKey);
          });
      return idsOf(reservation);
    }
  }

  private static void checkDistinctKeys(List<VectorRecord> records) {
    Set<String> keys = new HashSet<>();
    for (VectorRecord record : records) {
      if (record.key().isPresent() && !keys.add(record.key().get())) {
        throw new DuplicateKeyException("key=" + record.key().get() + ": stands twice in one call");
      }
    }
  }

  private void checkFreeKeys(List<VectorRecord> records) {
    State state = live.pin();
    try {
      for (VectorRecord record : records) {
        if (record.key().flatMap(state::locate).isPresent()) {
          throw new DuplicateKeyException(
              "key="
                  + record.key().orElseThrow()
                  + ": a live record has it; use upsert to replace that");
        }
      }
    } finally {
      state.generation().unpin();
    }
  }

  private Reservation fill(List<VectorRecord> records) {
    Reservation reservation = live.reserve(records.size());
    boolean filled = false;
    try {
      for (int i = 0; i < records.size(); i++) {
        reservation.table().put(reservation.firstRow() + i, records.get(i));
      }
      filled = true;
      return reservation;
    } finally {
      if (!filled) {
        live.abandon(reservation);
      }
    }
  }

  /** A field that was declared while the rows were written binds them too. */
  private static void obey(Schema now, List<VectorRecord> records, Reservation reservation) {
    records.forEach(record -> now.check(record.metadata()));
    for (int i = 0; i < records.size(); i++) {
      reservation.table().addText(reservation.firstRow() + i);
    }
  }

  private static State published(
      State state,
      Reservation reservation,
      List<VectorRecord> records,
      OnExistingKey onExistingKey) {
    State changed = onExistingKey == OnExistingKey.REPLACE ? withoutKeys(state, records) : state;
    MemtablePart part = changed.partOf(reservation.table());
    int first = reservation.firstRow();
    return changed.withLive(part, part.live().withRange(first, first + reservation.rows()));
  }

  private static State withoutKeys(State state, List<VectorRecord> records) {
    State changed = state;
    for (VectorRecord record : records) {
      Optional<Location> replaced = record.key().flatMap(changed::locate);
      changed = replaced.isPresent() ? changed.without(replaced.get()) : changed;
    }
    return changed;
  }

  private static long[] idsOf(Reservation reservation) {
    long[] ids = new long[reservation.rows()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = reservation.table().id(reservation.firstRow() + i);
    }
    return ids;
  }

  boolean delete(long id) {
    return deleteIfThere(state -> state.locate(id));
  }

  boolean delete(String key) {
    return deleteIfThere(state -> state.locate(key));
  }

  private interface Lookup {
    Optional<Location> in(State state);
  }

  private boolean deleteIfThere(Lookup lookup) {
    boolean[] deleted = new boolean[1];
    live.write(state -> {
      Optional<Location> location = lookup.in(state);
      deleted[0] = location.isPresent();
      return location.map(state::without).orElse(state);
    });
    return deleted[0];
  }

  /**
   * Deletes what matches at one instant; writes wait meanwhile. Returns how many rows that were.
   */
  long delete(Filter filter) {
    long[] deleted = new long[1];
    live.write(state -> {
      State changed = state;
      for (Part part : state.parts()) {
        RowSet matching = part.matching(filter);
        deleted[0] += matching.cardinality();
        changed =
            matching.isEmpty() ? changed : changed.withLive(part, part.live().minus(matching));
      }
      return changed;
    });
    return deleted[0];
  }
}
