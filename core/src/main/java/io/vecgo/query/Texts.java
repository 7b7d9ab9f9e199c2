package io.vecgo.query;

import io.vecgo.observe.MemoryUse;
import io.vecgo.part.IdlePool;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.text.TextScratch;
import io.vecgo.text.TextSpec;

/**
 * What searches of texts need to know and to work with.
 *
 * @param spec the text fields
 * @param scratches memory that searches hand on to each other
 */
public record Texts(TextSpec spec, IdlePool<TextScratch> scratches) {

  /** No text at all. */
  public static Texts none() {
    return new Texts(
        TextSpec.NONE,
        new IdlePool<>(MemoryAccount.unlimited().charge(MemoryUse.SEARCHES), TextScratch::bytes));
  }
}
