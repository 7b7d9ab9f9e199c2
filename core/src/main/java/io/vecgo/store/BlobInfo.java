package io.vecgo.store;

/** Name of a blob and its size in bytes. */
public record BlobInfo(String name, long bytes) {}
