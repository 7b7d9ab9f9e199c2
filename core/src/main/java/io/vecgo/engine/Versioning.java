package io.vecgo.engine;

import io.vecgo.engine.FilesInWork.Limits;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Tags;
import io.vecgo.manifest.Versions;
import io.vecgo.model.DuplicateTagException;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Query;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.model.StoreException;
import io.vecgo.model.Tag;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.observe.RefreshResult;
import io.vecgo.observe.RollbackResult;
import io.vecgo.observe.VacuumReport;
import io.vecgo.observe.VersionComparison;
import io.vecgo.observe.VersionInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What can be done with the versions of an open database besides adding one. It sequences and
 * translates I/O failures; the steps are in the other classes. What protects, needs and removes
 * versions (tags, rollback, vacuum) excludes one another by one lock. Thread-safe.
 */
public final class Versioning {
  private final Tools tools;
  private final Watched watched;
  private final WritePermission permission;
  private final Tags tags;
  private final History history;
  private final Rollback rollback;
  private final Vacuum vacuum;
  private final Refreshing refreshing;
  private final Comparing comparing;
  private final Publication publication;
  private final ReentrantLock publishing;
  private final ReentrantLock keeping = new ReentrantLock();

  /** What the steps are made of. */
  record Parts(
      Tools tools,
      Watched watched,
      WritePermission permission,
      Opening opening,
      Reading reading,
      Refreshing refreshing,
      Publication publication,
      ReentrantLock publishing) {}

  Versioning(Parts parts) {
    this.tools = parts.tools();
    this.watched = parts.watched();
    this.permission = parts.permission();
    this.publication = parts.publication();
    this.publishing = parts.publishing();
    this.refreshing = parts.refreshing();
    BlobStore store = tools.store();
    this.tags = new Tags(store);
    this.history = new History(store);
    this.rollback = new Rollback(tools, parts.opening(), publication, publishing);
    this.vacuum = new Vacuum(store, tools.clock());
    this.comparing = new Comparing(history, parts.opening(), parts.reading());
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  /** All versions, ascending. */
  public List<VersionInfo> list() {
    return reading(history::list);
  }

  /** Moves a reader to the newest version; see {@link Refreshing}. */
  public RefreshResult refresh() {
    return reading(refreshing::refresh);
  }

  /** All tags, by version. */
  public List<Tag> tags() {
    return reading(tags::all);
  }

  /** Compares what two versions answer; see {@link Comparing}. */
  public VersionComparison compare(long before, long after, List<Query> queries) {
    return reading(() -> comparing.compare(before, after, queries));
  }

  private <T> T reading(Step<T> step) {
    tools.live().checkOpen();
    return translated("reading the versions", step);
  }

  /** Gives a version a name. */
  public Tag tag(String name, long version) {
    Tag tag = new Tag(name, version);
    return changing("tagging version " + version, () -> put(tag));
  }

  private Tag put(Tag tag) throws IOException {
    Optional<Tag> existing = tags.find(tag.name());
    if (existing.isPresent() && !existing.get().equals(tag)) {
      throw new DuplicateTagException(
          "tag %s is at version %d: remove it there first"
              .formatted(tag.name(), existing.get().version()));
    }
    history.find(tag.version());
    tags.put(tag);
    return tag;
  }

  /** Removes a name; false if no version has it. */
  public boolean untag(String name) {
    Tag.checkName(name);
    return changing("removing tag " + name, () -> remove(name));
  }

  private boolean remove(String name) throws IOException {
    List<Tag> named = tags.all().stream().filter(tag -> tag.name().equals(name)).toList();
    for (Tag tag : named) {
      tags.remove(tag);
    }
    return !named.isEmpty();
  }

  /** Makes an older version current again; see {@link Rollback}. */
  public RollbackResult rollback(long version) {
    return watched.run(
        Operation.ROLLBACK,
        () -> changing("rolling back to version " + version, () -> rollback.to(version)),
        (result, _) -> watched.observer().onRollback(result));
  }

  /** Deletes what the policy does not keep; see {@link Vacuum}. */
  public VacuumReport vacuum(RetentionPolicy policy) {
    return watched.run(
        Operation.VACUUM,
        () -> changing("vacuum", () -> vacuum.run(policy, limits())),
        (report, _) -> watched.observer().onVacuum(report));
  }

  /** What a vacuum would delete. */
  public VacuumReport previewVacuum(RetentionPolicy policy) {
    return reading(
        () -> vacuum.preview(policy, permission.isGiven() ? limits() : limitsOfReader()));
  }

  /** What is in work, looked at while no commit runs. */
  private Limits limits() throws IOException {
    publishing.lock();
    try {
      publication.settle();
      Manifest current = tools.live().peek().manifest();
      return tools.inWork().limits(current.version(), tools.names().next());
    } finally {
      publishing.unlock();
    }
  }

  /** What may be in work in the process that writes. */
  private Limits limitsOfReader() throws IOException {
    Manifest newest =
        new Versions(tools.store())
            .newest()
            .orElseThrow(() -> new NoSuchVersionException("there is no version"));
    return new Limits(newest.version(), newest.nextFile());
  }

  private <T> T changing(String what, Step<T> step) {
    permission.check();
    keeping.lock();
    try {
      permission.check(); // it may have been closed meanwhile
      return translated(what, step);
    } finally {
      keeping.unlock();
    }
  }

  /** Runs a step while none of tags, rollback and vacuum is under way. */
  void alone(Runnable step) {
    keeping.lock();
    try {
      step.run();
    } finally {
      keeping.unlock();
    }
  }

  private <T> T translated(String what, Step<T> step) {
    try {
      return step.run();
    } catch (IOException failure) {
      throw new StoreException(
          what + " failed in " + tools.store().location() + ", nothing that is needed is lost",
          failure);
    }
  }
}
