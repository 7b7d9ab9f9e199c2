package io.vecgo.engine;

import io.vecgo.engine.State.Location;
import io.vecgo.model.Query;
import io.vecgo.model.StoredRecord;
import io.vecgo.query.Answer;
import io.vecgo.query.Searcher;
import java.util.Optional;

/** What can be asked of a pinned state. */
final class Reading {
  private final InputCheck check;

  Reading(InputCheck check) {
    this.check = check;
  }

  Optional<StoredRecord> get(State state, long id) {
    return state.locate(id).map(Reading::load);
  }

  Optional<StoredRecord> get(State state, String key) {
    return state.locate(key).map(Reading::load);
  }

  Answer search(State state, Query query) {
    check.query(query);
    return new Searcher(state.manifest().metric(), state.manifest().version())
        .search(query, state.parts());
  }

  private static StoredRecord load(Location location) {
    return new StoredRecord(
        location.part().id(location.row()), location.part().record(location.row()));
  }
}
