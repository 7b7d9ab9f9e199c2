package io.vecgo.resources;

/** One of those who share a budget. Called on any thread, and must return at once. */
public interface MemoryUser {
  /** Memory is short: what can be given back should be, soon. */
  void giveBack();

  /** There is room again for those who wait. */
  void roomAgain();
}
