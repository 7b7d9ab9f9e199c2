package io.vecgo.benchmarks.text;

import io.vecgo.analysis.StandardAnalyzer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * An index of texts by Apache Lucene: terms of vecgo's analyzer, rows and frequencies, one segment.
 */
final class LuceneTexts implements AutoCloseable {
  private static final String FIELD = "text";

  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  /** Gives terms that are known. */
  private static final class Terms extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Iterator<String> terms;

    Terms(List<String> terms) {
      this.terms = terms.iterator();
    }

    @Override
    public boolean incrementToken() {
      clearAttributes();
      if (!terms.hasNext()) {
        return false;
      }
      term.append(terms.next());
      return true;
    }
  }

  private LuceneTexts(Path folder, Similarity similarity) throws IOException {
    this.directory = FSDirectory.open(folder);
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
    searcher.setSimilarity(similarity);
    searcher.setQueryCache(null);
  }

  /** Indexes texts into an empty folder; row i is document i. */
  static LuceneTexts index(List<String> texts, Path folder, Similarity similarity)
      throws IOException {
    IndexWriterConfig settings =
        new IndexWriterConfig()
            .setSimilarity(similarity)
            .setUseCompoundFile(false)
            .setRAMBufferSizeMB(256);
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, settings)) {
      for (String text : texts) {
        Document document = new Document();
        document.add(new Field(FIELD, new Terms(terms(text)), type()));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
      writer.commit();
    }
    return new LuceneTexts(folder, similarity);
  }

  private static FieldType type() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.setTokenized(true);
    type.freeze();
    return type;
  }

  private static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    StandardAnalyzer.DEFAULT.analyze(text, terms::add);
    return terms;
  }

  /** The best rows, whatever the number of others that match. */
  List<Ranked> search(String text, int k) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String term : terms(text)) {
      query.add(new TermQuery(new Term(FIELD, term)), BooleanClause.Occur.SHOULD);
    }
    return search(query.build(), k);
  }

  private List<Ranked> search(Query query, int k) throws IOException {
    List<Ranked> found = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, new TopScoreDocCollectorManager(k, k)).scoreDocs) {
      found.add(new Ranked(hit.doc, hit.score));
    }
    return found;
  }

  /** Bytes of all files. */
  long bytes() throws IOException {
    long bytes = 0;
    for (String file : directory.listAll()) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
