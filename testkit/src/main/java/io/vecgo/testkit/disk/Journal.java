package io.vecgo.testkit.disk;

import io.vecgo.testkit.disk.DiskChange.FailedSync;
import io.vecgo.testkit.disk.DiskChange.MakeDirectory;
import io.vecgo.testkit.disk.DiskChange.Name;
import io.vecgo.testkit.disk.DiskChange.Rename;
import io.vecgo.testkit.disk.DiskChange.SyncDirectory;
import io.vecgo.testkit.disk.DiskChange.SyncFile;
import io.vecgo.testkit.disk.DiskChange.Unname;
import io.vecgo.testkit.disk.DiskChange.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All changes of a disk in the order in which they were made. A crash keeps those that a sync has
 * made durable and any of the others: so what it may leave is a replay of some of the journal. That
 * is the whole model; the file data of a file and the names in its directory are synced apart from
 * each other, as POSIX has it.
 */
final class Journal {
  private final DiskImage base;
  private final List<DiskChange> changes = new ArrayList<>();

  /** A journal of what happens to an image from now on. */
  Journal(DiskImage base) {
    this.base = base.copy();
  }

  void add(DiskChange change) {
    changes.add(change);
  }

  int size() {
    return changes.size();
  }

  /** What a crash during a change leaves; empty if the change cannot go so. */
  Optional<DiskImage> crashed(int change, Crash crash) {
    return switch (crash) {
      case NOT_DONE -> Optional.of(replay(all(change)));
      case DONE -> Optional.of(replay(all(change + 1)));
      case TORN -> torn(change);
      case UNSYNCED_DROPPED -> Optional.of(replay(durable(change + 1)));
      case REORDERED -> reordered(change);
    };
  }

  private Optional<DiskImage> torn(int change) {
    if (!(changes.get(change) instanceof Write write)) {
      return Optional.empty();
    }
    DiskImage image = replay(all(change));
    image.apply(write.firstHalf());
    return Optional.of(image);
  }

  private Optional<DiskImage> reordered(int change) {
    BitSet kept = durable(change + 1);
    if (kept.get(change)) {
      return Optional.empty();
    }
    kept.set(change);
    return Optional.of(replay(kept));
  }

  /** What a crash after the last change leaves if of the unsynced ones it keeps these. */
  interface Choice {
    boolean keeps(int unsynced);
  }

  /** What a crash after so many changes leaves; unsynced ones are kept as the choice says. */
  DiskImage crashedAfter(int count, Choice choice) {
    BitSet kept = durable(count);
    int unsynced = 0;
    for (int i = kept.nextClearBit(0); i < count; i = kept.nextClearBit(i + 1)) {
      kept.set(i, choice.keeps(unsynced++));
    }
    return replay(kept);
  }

  /** How many of the first changes are not durable after them. */
  int unsynced(int count) {
    return count - durable(count).cardinality();
  }

  private static BitSet all(int count) {
    BitSet all = new BitSet();
    all.set(0, count);
    return all;
  }

  /** Those of the first changes that are durable after them. */
  private BitSet durable(int count) {
    BitSet durable = new BitSet();
    Map<Object, BitSet> pending = new HashMap<>();
    for (int i = 0; i < count; i++) {
      switch (changes.get(i)) {
        case SyncFile sync -> durable.or(takeWith(i, pending.remove(sync.file())));
        case SyncDirectory sync -> durable.or(takeWith(i, pending.remove(sync.path())));
        case FailedSync(SyncFile sync) -> {
          pending.remove(sync.file());
          durable.set(i);
        }
        case FailedSync _ -> durable.set(i);
        case DiskChange change ->
            pending.computeIfAbsent(placeOf(change), _ -> new BitSet()).set(i);
      }
    }
    return durable;
  }

  private static BitSet takeWith(int sync, @Nullable BitSet changes) {
    BitSet taken = changes == null ? new BitSet() : changes;
    taken.set(sync);
    return taken;
  }

  /** What must be synced to make a change durable: a file or a directory. */
  private static Object placeOf(DiskChange change) {
    return switch (change) {
      case MakeDirectory made -> DiskImage.parent(made.path());
      case Name name -> DiskImage.parent(name.path());
      case Rename rename -> DiskImage.parent(rename.to());
      case Unname unname -> DiskImage.parent(unname.path());
      case Write write -> write.file();
      case SyncFile sync -> sync.file();
      case SyncDirectory sync -> sync.path();
      case FailedSync failed -> placeOf(failed.attempt());
    };
  }

  private DiskImage replay(BitSet kept) {
    DiskImage image = base.copy();
    kept.stream().mapToObj(changes::get).forEach(image::apply);
    image.dropUnreachable();
    return image;
  }
}
