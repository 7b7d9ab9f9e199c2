package io.vecgo.model;

/**
 * How densely the rows of a graph are linked. Stored with the database.
 *
 * @param m links that a new row chooses, 4 to 128; more links find more true neighbours and use
 *     more memory. The base layer holds up to three times as many.
 * @param efConstruction candidates looked at to choose them, at least m, up to 2,000; more build a
 *     better graph, slower
 */
public record IndexSettings(int m, int efConstruction) {

  /**
   * M 16, efConstruction 100: recall@10 above 0.97 on text embeddings at default search settings.
   */
  public static final IndexSettings DEFAULT = new IndexSettings(16, 100);

  public IndexSettings {
    Limits.checkRange("m", m, 4, 128);
    Limits.checkRange("efConstruction", efConstruction, m, 2_000);
  }
}
