package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The kinds of vector files, told apart by their first bytes. */
public enum InputFormat {
  FVECS,
  NPY,
  /** One JSON object per line. */
  JSONL;

  private static final int START_BYTES = 6;

  /**
   * The format of an input. A JSON object starts with a brace, perhaps after a byte order mark; so
   * may an fvecs file, but the fourth byte of that is zero, as dimensions are small numbers.
   */
  public static InputFormat of(Input input) throws IOException {
    byte[] start = input.peek(START_BYTES);
    if (NpyHeader.isNpy(start)) {
      return NPY;
    }
    return isJson(start) ? JSONL : FVECS;
  }

  private static boolean isJson(byte[] start) {
    String text = new String(start, StandardCharsets.UTF_8);
    return start.length > 3 && start[3] != 0 && text.matches("(?s)\\ufeff?\\{.*");
  }
}
