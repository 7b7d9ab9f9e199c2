package io.vecgo.observe;

/**
 * Which searches are repeated exactly in the background, to tell how much of the truth they find.
 *
 * @param fraction share of the searches through graphs that is drawn, 0 to 1; 0: none
 * @param cpuShare share of one core that repeating may take, above 0 to 1: what is drawn beyond it
 *     is left out
 */
public record RecallSampling(double fraction, double cpuShare) {
  /** Repeats nothing. */
  public static final RecallSampling NONE = new RecallSampling(0, 1);

  public RecallSampling {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction=" + fraction + ": must be 0 to 1");
    }
    if (!(cpuShare > 0 && cpuShare <= 1)) {
      throw new IllegalArgumentException("cpuShare=" + cpuShare + ": must be above 0, at most 1");
    }
  }
}
