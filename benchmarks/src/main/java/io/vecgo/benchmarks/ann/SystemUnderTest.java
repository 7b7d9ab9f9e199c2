package io.vecgo.benchmarks.ann;

import io.vecgo.model.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A library with one choice of its settings. Building and searching happen in different processes.
 */
interface SystemUnderTest {

  /** The library. */
  String system();

  /** The settings, unique within the library. */
  String config();

  /**
   * Values of the search knob, ascending: the larger, the better the recall and the slower the
   * search.
   */
  int[] knobs();

  /**
   * Vectors as this system wants to have them, base and queries alike. Not part of what is
   * measured.
   */
  List<float[]> prepare(List<float[]> vectors, Metric metric);

  /** Stores the rows in an empty folder; returns when they are durable and searchable. */
  void build(List<float[]> base, BuildTask task) throws IOException, InterruptedException;

  /** Opens what {@link #build} left. */
  OpenIndex open(OpenTask task) throws IOException;

  /** Name for people: {@code lucene f32-1seg}. */
  default String label() {
    return system() + " " + config();
  }

  /**
   * What to build.
   *
   * @param threads that insert, and that merge
   * @param withBuckets whether each row carries the bucket that filters look at
   */
  record BuildTask(Path folder, Metric metric, int threads, boolean withBuckets) {}

  /**
   * What to open.
   *
   * @param base the file the rows came from
   * @param selectivity of the filter of every query; {@link Selectivity#ALL} for none
   */
  record OpenTask(Path folder, Path base, Metric metric, int k, Selectivity selectivity) {}
}
