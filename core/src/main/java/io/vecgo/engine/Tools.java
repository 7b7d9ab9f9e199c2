package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.store.BlobStore;
import io.vecgo.text.TextSpec;
import java.time.Clock;

/**
 * What every job that writes files of a database works with.
 *
 * @param store holds the database
 * @param names gives names to new files
 * @param inWork what a vacuum leaves alone
 * @param live the state that is published to readers
 * @param kernels used for all distances
 * @param memory charged with what is built and opened
 * @param clock dates versions
 * @param analyzer makes terms of texts
 */
record Tools(
    BlobStore store,
    FileNames names,
    FilesInWork inWork,
    LiveState live,
    FloatKernels kernels,
    MemoryAccount memory,
    Clock clock,
    Analyzer analyzer) {

  /** What segments that are written now have in common. */
  SegmentSpec spec(State state) {
    Manifest manifest = state.manifest();
    return new SegmentSpec(
        manifest.dimension(),
        manifest.metric(),
        manifest.index(),
        TextSpec.of(analyzer, state.schema()));
  }
}
