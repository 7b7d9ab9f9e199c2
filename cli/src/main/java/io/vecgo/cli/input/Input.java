package io.vecgo.cli.input;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of one input, unpacked where they are gzipped (told by their first bytes, not by the
 * name). Confined to one thread.
 */
public final class Input implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final String name;
  private final long size;
  private final CountingStream raw;
  private final InputStream bytes;

  private Input(String name, long size, CountingStream raw, InputStream bytes) {
    this.name = name;
    this.size = size;
    this.raw = raw;
    this.bytes = bytes;
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException if there is none, or it cannot be read
   */
  public static Input open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file + ": is a directory, expected a file");
    }
    try {
      return of(file.toString(), Files.newInputStream(file), Files.size(file));
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(file + ": may not be read by this user", e);
    }
  }

  /**
   * Takes over a stream.
   *
   * @param name what messages call it
   * @param size its length in bytes, as far as known, for {@link #fraction}
   */
  public static Input of(String name, InputStream stream, long size) throws IOException {
    CountingStream raw = new CountingStream(stream);
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
    try {
      return new Input(name, size, raw, isGzip(buffered) ? unpacked(buffered) : buffered);
    } catch (EOFException | ZipException e) {
      buffered.close();
      throw damagedGzip(name, e);
    } catch (IOException e) {
      buffered.close();
      throw e;
    }
  }

  private static boolean isGzip(BufferedInputStream stream) throws IOException {
    stream.mark(2);
    boolean magic = stream.read() == GZIP_MAGIC_1 && stream.read() == GZIP_MAGIC_2;
    stream.reset();
    return magic;
  }

  private static InputStream unpacked(InputStream packed) throws IOException {
    return new BufferedInputStream(new GZIPInputStream(packed, BUFFER_BYTES), BUFFER_BYTES);
  }

  /** What messages call the input: the path of the file. */
  public String name() {
    return name;
  }

  /** How much of the input has been read, from 0 to 1. */
  public double fraction() {
    return size <= 0 ? 0 : Math.min(1, (double) raw.count() / size);
  }

  /** Reads until the target is full or the input ends; returns the number of bytes read. */
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return bytes.readNBytes(target, offset, length);
    } catch (EOFException | ZipException e) {
      throw damagedGzip(name, e);
    }
  }

  /** The next byte, or -1 at the end. */
  public int read() throws IOException {
    try {
      return bytes.read();
    } catch (EOFException | ZipException e) {
      throw damagedGzip(name, e);
    }
  }

  /** The next bytes, fewer if the input ends before; they will be read again. */
  byte[] peek(int count) throws IOException {
    bytes.mark(count);
    byte[] next = new byte[count];
    int read = read(next, 0, count);
    bytes.reset();
    return Arrays.copyOf(next, read);
  }

  /** The exception for something wrong at a row, which counts from 0. */
  BadInputException problemAtRow(long row, String problem) {
    return new BadInputException(name + ": row " + row + ": " + problem);
  }

  /** A row, which counts from 0. */
  VectorRule.Place place(long row) {
    return problem -> problemAtRow(row, problem);
  }

  private static BadInputException damagedGzip(String name, IOException cause) {
    return new BadInputException(
        name + ": the gzip data is damaged or cut short (" + cause.getMessage() + ")", cause);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
