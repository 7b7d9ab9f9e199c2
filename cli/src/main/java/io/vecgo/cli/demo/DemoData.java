package io.vecgo.cli.demo;

import io.vecgo.cli.input.DocumentReader;
import io.vecgo.cli.input.FvecsReader;
import io.vecgo.cli.input.Input;
import io.vecgo.cli.input.NumberedRecords;
import io.vecgo.cli.input.RowReader;
import io.vecgo.cli.input.VectorRule;
import io.vecgo.cli.output.MetadataText;
import io.vecgo.model.Metric;
import io.vecgo.model.Query;
import io.vecgo.model.Schema;
import io.vecgo.model.VectorRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries and queries that come with this module; see the README beside them. */
final class DemoData {
  static final int DIMENSION = 384;
  static final Metric METRIC = Metric.COSINE;
  static final Schema SCHEMA =
      Schema.parse("text:text!,pos:string!,lexname:string!,words:int,length:int,row:int");

  /** Name of the file that {@link #copyQueries} makes. */
  static final String QUERIES = "queries.fvecs.gz";

  private DemoData() {}

  /** The entries of the dictionary. */
  static RowReader<VectorRecord> entries() throws IOException {
    return records("glosses.fvecs.gz", "glosses.jsonl.gz");
  }

  /** Entries that are not among {@link #entries}. */
  static List<DemoQuery> queries() throws IOException {
    List<DemoQuery> queries = new ArrayList<>();
    try (RowReader<VectorRecord> records = records(QUERIES, "queries.jsonl.gz")) {
      for (VectorRecord record : records.readAll()) {
        String text = new MetadataText(SCHEMA).of(record.metadata());
        queries.add(new DemoQuery(text, Query.of(record.vector())));
      }
    }
    return queries;
  }

  /** Copies the vectors of the queries to a file in the directory. */
  static void copyQueries(Path directory) throws IOException {
    try (InputStream source = connection(QUERIES).getInputStream()) {
      Files.copy(source, directory.resolve(QUERIES), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static RowReader<VectorRecord> records(String vectors, String documents)
      throws IOException {
    return NumberedRecords.of(
        new FvecsReader(input(vectors), VectorRule.of(DIMENSION, METRIC)),
        new DocumentReader(input(documents), SCHEMA));
  }

  private static Input input(String name) throws IOException {
    URLConnection connection = connection(name);
    return Input.of(name, connection.getInputStream(), connection.getContentLengthLong());
  }

  private static URLConnection connection(String name) throws IOException {
    @Nullable URL resource = DemoData.class.getResource(name);
    if (resource == null) {
      throw new FileNotFoundException(name + ": is missing in this build");
    }
    return resource.openConnection();
  }
}
