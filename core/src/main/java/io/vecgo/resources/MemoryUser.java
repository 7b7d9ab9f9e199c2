package io.vecgo.resources;

/** One of those who share a budget. Called on any thread, and must return at once. */
public interface MemoryUser {
  /** Memory is getting short: what is worth the effort should be given back soon. */
  void giveBackSome();

  /** Somebody waits for memory: whatever can be given back should be, soon. */
  void giveBackAll();

  /** There is room again for those who wait. */
  void roomAgain();
}
