package io.vecgo.cli.doctor;

/** Facts about where the files of a database lie. */
public sealed interface Storage permits Volume, Bucket {}
