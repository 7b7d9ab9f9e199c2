package io.vecgo.benchmarks.ann;

import io.vecgo.benchmarks.ann.SystemUnderTest.OpenTask;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** A Lucene index open for searches of one kind. */
final class LuceneIndex implements OpenIndex {
  private final FSDirectory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final int[] rowOfDocument;
  private final Optional<Query> filter;
  private final int k;
  private final boolean rescores;

  private LuceneIndex(
      FSDirectory directory, DirectoryReader reader, OpenTask task, boolean rescores)
      throws IOException {
    this.directory = directory;
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    this.rowOfDocument = rows(reader);
    this.filter = filter(task.selectivity());
    this.k = task.k();
    this.rescores = rescores;
  }

  static LuceneIndex open(OpenTask task, boolean rescores) throws IOException {
    FSDirectory directory = FSDirectory.open(task.folder());
    return new LuceneIndex(directory, DirectoryReader.open(directory), task, rescores);
  }

  private static Optional<Query> filter(Selectivity selectivity) {
    return selectivity.isAll()
        ? Optional.empty()
        : Optional.of(IntField.newRangeQuery(Selectivity.FIELD, 0, selectivity.limit() - 1));
  }

  /** All of them at once, so that hits are turned into rows at no cost worth counting. */
  private static int[] rows(DirectoryReader reader) throws IOException {
    int[] rows = new int[reader.maxDoc()];
    for (LeafReaderContext leaf : reader.leaves()) {
      NumericDocValues values = leaf.reader().getNumericDocValues(LuceneSystem.ROW_FIELD);
      while (values.nextDoc() != NumericDocValues.NO_MORE_DOCS) {
        rows[leaf.docBase + values.docID()] = (int) values.longValue();
      }
    }
    return rows;
  }

  @Override
  public Searcher searcher() {
    return this::nearest;
  }

  private int[] nearest(float[] query, int candidates) throws IOException {
    ScoreDoc[] found = searcher.search(query(query, Math.max(k, candidates)), k).scoreDocs;
    int[] rows = new int[found.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rowOfDocument[found[i].doc];
    }
    return rows;
  }

  private Query query(float[] query, int candidates) throws IOException {
    @Nullable Query filterOrNull = filter.orElse(null);
    Query walk =
        new KnnFloatVectorQuery(LuceneSystem.VECTOR_FIELD, query, candidates, filterOrNull);
    return rescores
        ? RescoreTopNQuery.createFullPrecisionRescorerQuery(
            walk, query, LuceneSystem.VECTOR_FIELD, k)
        : walk;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
