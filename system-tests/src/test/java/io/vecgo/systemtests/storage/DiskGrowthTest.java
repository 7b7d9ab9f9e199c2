package io.vecgo.systemtests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.CreateOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.Filter;
import io.vecgo.model.Metric;
import io.vecgo.model.RetentionPolicy;
import io.vecgo.testkit.RecordGenerator;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database is filled and emptied again and again. What it takes does not grow. On Linux, which
 * tells what a process has open.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(Figures.Resolver.class)
class DiskGrowthTest {
  private static final long SEED = 41;
  private static final int CYCLES = 100;
  private static final int RECORDS = 200;
  private static final int DIMENSION = 16;
  private static final double GROWTH_MAX = 1.2;
  private static final RetentionPolicy NEWEST =
      new RetentionPolicy(1, Duration.ZERO, Duration.ZERO);

  @TempDir Path directory;
  private final RecordGenerator records = new RecordGenerator(SEED, DIMENSION, RECORDS);
  private Vecgo database;

  @BeforeEach
  void create() {
    database = Vecgo.create(directory, CreateOptions.of(DIMENSION, Metric.COSINE));
    fillAndEmpty(1);
  }

  @AfterEach
  void close() {
    database.closeDiscarding();
  }

  private void fillAndEmpty(int times) {
    for (int cycle = 0; cycle < times; cycle++) {
      database.insertAll(Stream.generate(records::recordWithoutKey).limit(RECORDS).toList());
      database.commit();
      database.delete(Filter.all());
      database.commit();
      database.compact();
      database.vacuum(NEWEST);
    }
  }

  @Test
  void filesNeitherGrowNorStayOpen(Figures figures) throws IOException {
    long first = bytes();
    OpenFiles open = OpenFiles.below(directory);
    fillAndEmpty(CYCLES - 1);
    long last = bytes();
    figures.add("disk growth: cycles", CYCLES);
    figures.add("disk growth: bytes after the first", first);
    figures.add("disk growth: bytes after the last", last);
    assertThat(last).isLessThanOrEqualTo((long) (first * GROWTH_MAX));
    assertThat(OpenFiles.below(directory)).isEqualTo(open);
  }

  private long bytes() throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  @Test
  void closedDatabaseHasNothingOpen() throws IOException {
    database.insert(records.record());
    database.close();
    assertThat(OpenFiles.below(directory)).isEqualTo(new OpenFiles(0, 0));
  }
}
