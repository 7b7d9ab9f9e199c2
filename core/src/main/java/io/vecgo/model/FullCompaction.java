package io.vecgo.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** See {@link CompactionPolicy#full}. */
record FullCompaction() implements CompactionPolicy {
  @Override
  public Optional<Run> choose(List<Size> segments) {
    return IntStream.iterate(segments.size(), to -> to > 0, to -> to - 1)
        .mapToObj(to -> new Run(0, to))
        .filter(run -> run.fitsIntoASegment(segments))
        .filter(run -> run.changesSomething(segments))
        .findFirst();
  }
}
