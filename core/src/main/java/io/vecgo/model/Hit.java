package io.vecgo.model;

import java.util.Optional;

/**
 * One result of a search, with what the query asked to have returned.
 *
 * @param id the number of the record
 * @param key its key, if it has one
 * @param score squared distance for L2 (smaller is better), similarity for cosine and dot (larger
 *     is better); of a query by text its BM25 score, of a hybrid query the fused one (both: larger
 *     is better)
 * @param metadata present if asked for with {@link Query.Returned#METADATA}
 * @param vector present if asked for with {@link Query.Returned#VECTOR}; exactly as it was given
 * @param payload present if asked for with {@link Query.Returned#PAYLOAD}
 * @param byVector the place among the nearest neighbours, if the query is hybrid and it is there
 * @param byText the place among the matching texts, likewise
 */
public record Hit(
    long id,
    Optional<String> key,
    float score,
    Optional<Document> metadata,
    Optional<float[]> vector,
    Optional<byte[]> payload,
    Optional<Place> byVector,
    Optional<Place> byText) {

  /**
   * What one side of a hybrid query found.
   *
   * @param rank from 1 for the best
   * @param score as that of a query by vector, or by text, alone
   */
  public record Place(int rank, float score) {}

  /** A hit of a query that is not hybrid. */
  public Hit(
      long id,
      Optional<String> key,
      float score,
      Optional<Document> metadata,
      Optional<float[]> vector,
      Optional<byte[]> payload) {
    this(id, key, score, metadata, vector, payload, Optional.empty(), Optional.empty());
  }
}
