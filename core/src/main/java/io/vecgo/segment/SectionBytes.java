package io.vecgo.segment;

import io.vecgo.bytes.ByteReader;
import io.vecgo.text.CheckedBytes;

/** A section, be it in memory or fetched block by block as it is read. Thread-safe. */
sealed interface SectionBytes extends CheckedBytes permits Section, PagedSection {

  long length();

  /** Where the section is, for messages about what it says. */
  ByteReader.Place place();

  /** Reads and so verifies all. */
  void verify();
}
