package io.vecgo.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Where results are written. Remembers the first failure, which a {@link java.io.PrintWriter} in
 * front of it keeps to itself. Confined to one thread.
 */
public final class ResultStream extends FilterOutputStream {
  private Optional<IOException> failure = Optional.empty();

  public ResultStream(OutputStream target) {
    super(target);
  }

  /**
   * Why results are lost, if any are. A reader that wanted no more of them, such as {@code head},
   * has lost nothing.
   */
  public Optional<IOException> loss() {
    return failure.filter(cause -> !isClosedPipe(cause));
  }

  private static boolean isClosedPipe(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure.or(() -> Optional.of(e));
      throw e;
    }
  }
}
