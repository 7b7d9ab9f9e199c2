package io.vecgo.benchmarks.text;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;

/**
 * What {@link org.apache.lucene.search.similarities.BM25Similarity} computes, but from the exact
 * lengths of texts: that one rounds them to a byte, from 40 terms on.
 */
final class ExactLengthBm25 extends Similarity {
  private static final float K1 = 1.2f;
  private static final float B = 0.75f;

  @Override
  public long computeNorm(FieldInvertState state) {
    return state.getLength();
  }

  @Override
  public SimScorer scorer(float boost, CollectionStatistics field, TermStatistics... terms) {
    double rows = field.docCount();
    double rowsWithTerm = terms[0].docFreq();
    float weight =
        (float) (boost * Math.log(1 + (rows - rowsWithTerm + 0.5) / (rowsWithTerm + 0.5)));
    float averageLength = (float) (field.sumTotalTermFreq() / rows);
    return new SimScorer() {
      @Override
      public float score(float frequency, long length) {
        float norm = 1f / (K1 * (1 - B + B * length / averageLength));
        return weight - weight / (1f + frequency * norm);
      }
    };
  }
}
