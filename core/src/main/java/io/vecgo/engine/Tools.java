package io.vecgo.engine;

import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.store.BlobStore;
import java.time.Clock;

/**
 * What every job that writes files of a database works with.
 *
 * @param store holds the database
 * @param names gives names to new files
 * @param inWork what a vacuum leaves alone
 * @param live the state that is published to readers
 * @param kernels used for all distances
 * @param clock dates versions
 */
record Tools(
    BlobStore store,
    FileNames names,
    FilesInWork inWork,
    LiveState live,
    FloatKernels kernels,
    Clock clock) {

  /** What the segments of a version have in common. */
  static SegmentSpec spec(Manifest manifest) {
    return new SegmentSpec(manifest.dimension(), manifest.metric(), manifest.index());
  }
}
