package io.vecgo.model;

import java.util.Objects;

/**
 * How rows are indexed. Stored with the database.
 *
 * @param m links that a new row chooses, 4 to 128; more links find more true neighbours and use
 *     more memory. A committed row holds up to twice as many, one in memory up to three times.
 * @param efConstruction candidates looked at to choose them, at least m, up to 2,000; more build a
 *     better graph, slower
 * @param quantization how the vectors of segments are shortened for walks
 * @param layout how what walks read lies in memory
 */
public record IndexSettings(int m, int efConstruction, Quantization quantization, Layout layout) {

  /**
   * M 16, efConstruction 100, 4-bit RaBitQ codes, compact: recall@10 above 0.97 on text embeddings
   * at default search settings.
   */
  public static final IndexSettings DEFAULT =
      new IndexSettings(16, 100, new Quantization.RaBitQ(4));

  public IndexSettings {
    Limits.checkRange("m", m, 4, 128);
    Limits.checkRange("efConstruction", efConstruction, m, 2_000);
    Objects.requireNonNull(quantization, "quantization");
    Objects.requireNonNull(layout, "layout");
  }

  /** In the compact layout. */
  public IndexSettings(int m, int efConstruction, Quantization quantization) {
    this(m, efConstruction, quantization, Layout.COMPACT);
  }

  public IndexSettings withM(int newM) {
    return new IndexSettings(newM, efConstruction, quantization, layout);
  }

  public IndexSettings withEfConstruction(int newEfConstruction) {
    return new IndexSettings(m, newEfConstruction, quantization, layout);
  }

  public IndexSettings withQuantization(Quantization newQuantization) {
    return new IndexSettings(m, efConstruction, newQuantization, layout);
  }

  public IndexSettings withLayout(Layout newLayout) {
    return new IndexSettings(m, efConstruction, quantization, newLayout);
  }

  /** Throws if vectors of this dimension cannot be indexed so. */
  public void checkDimension(int dimension) {
    quantization.checkDimension(dimension);
    layout.checkDimension(dimension);
  }
}
