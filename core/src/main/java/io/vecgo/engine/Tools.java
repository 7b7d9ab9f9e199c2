package io.vecgo.engine;

import io.vecgo.analysis.Analyzer;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.FileNames;
import io.vecgo.manifest.Manifest;
import io.vecgo.observe.BuildResult;
import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MetricsObserver.Operation;
import io.vecgo.part.RowSource;
import io.vecgo.resources.MemoryAccount;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentReading;
import io.vecgo.segment.SegmentSpec;
import io.vecgo.segment.SegmentWriter;
import io.vecgo.store.BlobStore;
import io.vecgo.text.TextSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * What every job that writes files of a database works with.
 *
 * @param store holds the database
 * @param names gives names to new files
 * @param inWork what a vacuum leaves alone
 * @param live the state that is published to readers
 * @param kernels used for all distances
 * @param files how segments are read
 * @param clock dates versions
 * @param analyzer makes terms of texts
 * @param observer told of what begins and of each segment
 */
record Tools(
    BlobStore store,
    FileNames names,
    FilesInWork inWork,
    LiveState live,
    FloatKernels kernels,
    SegmentReading files,
    Clock clock,
    Analyzer analyzer,
    MetricsObserver observer) {

  /** Charged with what is built and opened. */
  MemoryAccount memory() {
    return files.account();
  }

  /** What segments that are written now have in common. */
  SegmentSpec spec(State state) {
    Manifest manifest = state.manifest();
    return new SegmentSpec(
        manifest.dimension(),
        manifest.metric(),
        manifest.index(),
        TextSpec.of(analyzer, state.schema()));
  }

  /**
   * Writes a segment.
   *
   * @param by what needs it
   * @param to the store, as that operation writes to it
   * @param threads that build the index
   */
  SegmentInfo build(Operation by, BlobStore to, SegmentSpec spec, RowSource rows, int threads)
      throws IOException {
    long start = System.nanoTime();
    SegmentInfo info = SegmentWriter.write(to, names.segment(), spec, rows, kernels, threads);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    observer.onBuild(
        new BuildResult(
            by, info.file(), info.rows(), info.bytes(), spec.indexOf(info.rows()), duration));
    return info;
  }
}
