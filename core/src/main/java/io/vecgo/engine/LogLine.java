package io.vecgo.engine;

/**
 * One event as text that people and programs read: {@code key=value} pairs with spaces between,
 * values with anything but letters, digits and {@code _-.,:/+} in double quotes, where {@code \}
 * stands before a quote or another one and controls are spaces. Confined to one thread.
 */
final class LogLine {
  private final StringBuilder text;

  LogLine(String event) {
    this.text = new StringBuilder("event=").append(event);
  }

  LogLine with(String key, long value) {
    text.append(' ').append(key).append('=').append(value);
    return this;
  }

  LogLine with(String key, String value) {
    text.append(' ').append(key).append('=');
    if (isPlain(value)) {
      text.append(value);
    } else {
      appendQuoted(value);
    }
    return this;
  }

  private static boolean isPlain(String value) {
    return !value.isEmpty() && value.chars().allMatch(LogLine::isPlain);
  }

  private static boolean isPlain(int character) {
    return Character.isLetterOrDigit(character) || "_-.,:/+".indexOf(character) >= 0;
  }

  private void appendQuoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character == '"' || character == '\\') {
        text.append('\\');
      }
      text.append(Character.isISOControl(character) ? ' ' : character);
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
