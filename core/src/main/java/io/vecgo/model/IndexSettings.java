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
 */
public record IndexSettings(int m, int efConstruction, Quantization quantization) {

  /**
   * M 16, efConstruction 100, 4-bit RaBitQ codes: recall@10 above 0.97 on text embeddings at
   * default search settings.
   */
  public static final IndexSettings DEFAULT =
      new IndexSettings(16, 100, new Quantization.RaBitQ(4));

  public IndexSettings {
    Limits.checkRange("m", m, 4, 128);
    Limits.checkRange("efConstruction", efConstruction, m, 2_000);
    Objects.requireNonNull(quantization, "quantization");
  }

  public IndexSettings withM(int newM) {
    return new IndexSettings(newM, efConstruction, quantization);
  }

  public IndexSettings withEfConstruction(int newEfConstruction) {
    return new IndexSettings(m, newEfConstruction, quantization);
  }

  public IndexSettings withQuantization(Quantization newQuantization) {
    return new IndexSettings(m, efConstruction, newQuantization);
  }
}
