package io.vecgo.cli.demo;

import io.vecgo.model.Query;

/** A dictionary entry that is not in the database, and the search for entries like it. */
record DemoQuery(String text, Query query) {}
