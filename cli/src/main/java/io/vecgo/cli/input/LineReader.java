package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines of UTF-8 text, of bounded length. */
final class LineReader implements AutoCloseable {
  /** Room for the largest metadata document beside the largest vector. */
  private static final int LINE_BYTES_MAX = 4 << 20;

  /** What some editors put before the first character. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Input input;
  private byte[] line = new byte[1 << 12];
  private long number;

  LineReader(Input input) {
    this.input = input;
  }

  /** The next line without its end; empty at the end of the input. */
  Optional<String> next() throws IOException {
    int length = 0;
    int value = input.read();
    if (value < 0) {
      return Optional.empty();
    }
    number++;
    for (; value >= 0 && value != '\n'; value = input.read()) {
      append(length++, value);
    }
    String text = decode(length);
    return Optional.of(number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  private void append(int position, int value) throws BadInputException {
    if (position == LINE_BYTES_MAX) {
      throw problem("is longer than %d bytes".formatted(LINE_BYTES_MAX));
    }
    if (position == line.length) {
      line = Arrays.copyOf(line, Math.min(LINE_BYTES_MAX, 2 * line.length));
    }
    line[position] = (byte) value;
  }

  private String decode(int length) throws BadInputException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw problem("is not UTF-8 text");
    }
  }

  /** The exception for something wrong in the line that was read last; lines count from 1. */
  BadInputException problem(String problem) {
    return new BadInputException(input.name() + ": line " + number + ": " + problem);
  }

  Input input() {
    return input;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
