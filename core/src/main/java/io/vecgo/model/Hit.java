package io.vecgo.model;

import java.util.Optional;

/**
 * One result of a search, with what the query asked to have returned.
 *
 * @param id the number of the record
 * @param key its key, if it has one
 * @param score squared distance for L2 (smaller is better), similarity for cosine and dot (larger
 *     is better)
 * @param metadata present if asked for with {@link Query.Returned#METADATA}
 * @param vector present if asked for with {@link Query.Returned#VECTOR}; exactly as it was given
 * @param payload present if asked for with {@link Query.Returned#PAYLOAD}
 */
public record Hit(
    long id,
    Optional<String> key,
    float score,
    Optional<Document> metadata,
    Optional<float[]> vector,
    Optional<byte[]> payload) {}
