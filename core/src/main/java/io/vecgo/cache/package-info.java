/**
 * Blocks of files in memory, within a budget: which of them stay (W-TinyLFU), who may use them at
 * the moment, and how those that are missing are fetched.
 */
package io.vecgo.cache;
