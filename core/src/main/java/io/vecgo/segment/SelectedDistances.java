package io.vecgo.segment;

import io.vecgo.kernel.RowDistances;

/** Distances between selected rows of a source, which are numbered from 0. */
final class SelectedDistances implements RowDistances {
  private final RowDistances ofSource;
  private final int[] selected;
  private int[] sourceRows = new int[64];

  /**
   * @param selected for each row its row in the source; not copied
   */
  SelectedDistances(RowDistances ofSource, int[] selected) {
    this.ofSource = ofSource;
    this.selected = selected;
  }

  @Override
  public void aimAt(int row) {
    ofSource.aimAt(selected[row]);
  }

  @Override
  public void to(int[] rows, int count, float[] out) {
    if (count > sourceRows.length) {
      sourceRows = new int[2 * count];
    }
    for (int i = 0; i < count; i++) {
      sourceRows[i] = selected[rows[i]];
    }
    ofSource.to(sourceRows, count, out);
  }
}
