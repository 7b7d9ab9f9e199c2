package io.vecgo.observe;

/** What a database takes memory for. */
public enum MemoryUse {
  /** Rows that are not committed: vectors, codes, links, columns, texts, keys and payloads. */
  MEMTABLES("memtables"),
  /**
   * What segments keep off the mapping of their files: copies of far files, tables of quantizers.
   */
  SEGMENTS("segments"),
  /** Which rows of segments are live, and which ones recent filters match. */
  ROW_SETS("row_sets"),
  /** What walks and scans work with, kept from search to search. */
  SEARCHES("searches"),
  /** Blocks of files. */
  BLOCK_CACHE("block_cache"),
  /** The index of a memtable that is being committed. */
  COMMITS("commits"),
  /** The index of segments that are being merged. */
  MERGES("merges");

  private final String label;

  MemoryUse(String label) {
    this.label = label;
  }

  /** The name in metrics and tables. */
  public String label() {
    return label;
  }
}
