package io.vecgo.cli.input;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes input files for tests, byte by byte as their formats say. */
public final class Bytes {
  private Bytes() {}

  /** Random vectors, the same for the same seed. */
  public static float[][] vectors(int rows, int dimension, long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[rows][dimension];
    for (float[] vector : vectors) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  public static byte[] fvecs(float[]... vectors) {
    byte[] bytes = new byte[framedBytes(vectors.length, vectors[0].length)];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      file.putInt(vector.length);
      for (float component : vector) {
        file.putFloat(component);
      }
    }
    return bytes;
  }

  public static byte[] ivecs(int[]... rows) {
    byte[] bytes = new byte[framedBytes(rows.length, rows[0].length)];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int[] row : rows) {
      file.putInt(row.length);
      for (int entry : row) {
        file.putInt(entry);
      }
    }
    return bytes;
  }

  private static int framedBytes(int rows, int components) {
    return rows * 4 * (1 + components);
  }

  public static byte[] npyFloat32(float[]... vectors) {
    ByteBuffer body =
        ByteBuffer.allocate(vectors.length * vectors[0].length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      for (float component : vector) {
        body.putFloat(component);
      }
    }
    return npy(1, header("<f4", "False", vectors.length + ", " + vectors[0].length), body.array());
  }

  public static byte[] npyFloat64(float[]... vectors) {
    ByteBuffer body =
        ByteBuffer.allocate(vectors.length * vectors[0].length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      for (float component : vector) {
        body.putDouble(component);
      }
    }
    return npy(1, header("<f8", "False", vectors.length + ", " + vectors[0].length), body.array());
  }

  static String header(String descr, String fortranOrder, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
        .formatted(descr, fortranOrder, shape);
  }

  static byte[] npy(int majorVersion, String header, byte[] body) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file =
        ByteBuffer.allocate(12 + text.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) majorVersion, 0});
    if (majorVersion == 1) {
      file.putShort((short) text.length);
    } else {
      file.putInt(text.length);
    }
    file.put(text).put(body);
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return bytes;
  }

  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes as an input that messages call {@code file}. */
  static Input input(byte[] bytes) throws IOException {
    return Input.of("file", new ByteArrayInputStream(bytes), bytes.length);
  }
}
