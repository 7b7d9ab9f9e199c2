package io.vecgo.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy .npy file: magic, format version, length, and a Python dictionary of
 * element type, order and shape.
 *
 * @param element type of the components
 * @param rows first number of the shape
 * @param columns second number of the shape
 */
record NpyHeader(Element element, long rows, long columns) {

  /** The element types that can be vectors. */
  enum Element {
    FLOAT32("<f4", Float.BYTES),
    FLOAT64("<f8", Double.BYTES);

    private final String label;
    private final int bytes;

    Element(String label, int bytes) {
      this.label = label;
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_BYTES = 2;
  private static final int TEXT_BYTES_MAX = 1 << 16;
  private static final int DIGITS_MAX = 15;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
  private static final Pattern TWO_NUMBERS =
      Pattern.compile("\\s*(\\d{1,%1$d})\\s*,\\s*(\\d{1,%1$d})\\s*,?\\s*".formatted(DIGITS_MAX));

  /** Whether these first bytes of a file are those of a .npy file. */
  static boolean isNpy(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static NpyHeader read(Input input) throws IOException {
    byte[] start = bytes(input, MAGIC.length + VERSION_BYTES);
    if (!isNpy(start)) {
      throw new BadInputException(input.name() + ": is not a .npy file, its magic is missing");
    }
    byte majorVersion = start[MAGIC.length];
    long length = readLength(input, majorVersion == 1 ? Short.BYTES : Integer.BYTES);
    if (length > TEXT_BYTES_MAX) {
      throw problem(
          input, "is %d bytes long, expected at most %d".formatted(length, TEXT_BYTES_MAX));
    }
    return parse(input, new String(bytes(input, (int) length), StandardCharsets.ISO_8859_1));
  }

  private static long readLength(Input input, int width) throws IOException {
    byte[] number = Arrays.copyOf(bytes(input, width), Integer.BYTES);
    return Integer.toUnsignedLong(ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).getInt(0));
  }

  private static byte[] bytes(Input input, int count) throws IOException {
    byte[] bytes = new byte[count];
    if (input.read(bytes, 0, count) < count) {
      throw problem(input, "is cut short");
    }
    return bytes;
  }

  private static NpyHeader parse(Input input, String text) throws BadInputException {
    String order = find(ORDER, text, input);
    if (!"False".equals(order)) {
      throw problem(input, "says Fortran order, expected C order (numpy.ascontiguousarray)");
    }
    Element element = element(find(DESCR, text, input), input);
    String shape = find(SHAPE, text, input);
    Matcher numbers = TWO_NUMBERS.matcher(shape);
    if (!numbers.matches()) {
      throw problem(input, "says shape (" + shape + "), expected (rows, dimension)");
    }
    return new NpyHeader(
        element, Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
  }

  private static Element element(String descr, Input input) throws BadInputException {
    for (Element element : Element.values()) {
      if (element.label.equals(descr)) {
        return element;
      }
    }
    throw problem(
        input, "says element type " + descr + ", expected <f4 (float32) or <f8 (float64)");
  }

  private static String find(Pattern pattern, String text, Input input) throws BadInputException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw problem(input, "is not a dictionary of descr, fortran_order and shape");
    }
    return matcher.group(1);
  }

  private static BadInputException problem(Input input, String problem) {
    return new BadInputException(input.name() + ": the .npy header " + problem);
  }
}
