package io.vecgo.benchmarks.ann;

import io.vecgo.cli.input.FvecsReader;
import io.vecgo.cli.input.IvecsReader;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Vectors and rows of numbers, from files and to files. */
final class Vectors {
  private Vectors() {}

  static List<float[]> read(Path file) throws IOException {
    try (FvecsReader reader = FvecsReader.open(file)) {
      return reader.readAll();
    }
  }

  static List<int[]> readTruth(Path file) throws IOException {
    try (IvecsReader reader = IvecsReader.open(file)) {
      return reader.readAll();
    }
  }

  static void writeTruth(Path file, List<int[]> rows) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (int[] row : rows) {
        out.writeInt(Integer.reverseBytes(row.length));
        for (int entry : row) {
          out.writeInt(Integer.reverseBytes(entry));
        }
      }
    }
  }

  /** Copies of length 1, for libraries that compare unit vectors faster. */
  static List<float[]> normalised(List<float[]> vectors) {
    return vectors.stream().map(Vectors::normalised).toList();
  }

  private static float[] normalised(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    float inverse = (float) (1 / Math.sqrt(squares));
    float[] copy = vector.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] *= inverse;
    }
    return copy;
  }
}
