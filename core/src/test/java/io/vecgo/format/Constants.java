package io.vecgo.format;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of a format as the code has them, by name. */
final class Constants {
  private Constants() {}

  /** The int constants of a class, without private ones. */
  static Map<String, Integer> of(Class<?> type) throws IllegalAccessException {
    Map<String, Integer> constants = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (isConstant(field)) {
        field.setAccessible(true);
        constants.put(field.getName(), field.getInt(null));
      }
    }
    return constants;
  }

  private static boolean isConstant(Field field) {
    return field.getType() == int.class
        && Modifier.isStatic(field.getModifiers())
        && !Modifier.isPrivate(field.getModifiers());
  }

  /** The codes of an enum, by the names of its values. */
  static Map<String, Integer> codesOf(Class<?> type) throws ReflectiveOperationException {
    Method code = type.getDeclaredMethod("code");
    code.setAccessible(true);
    Map<String, Integer> codes = new TreeMap<>();
    for (Object value : type.getEnumConstants()) {
      codes.put(((Enum<?>) value).name(), (Integer) code.invoke(value));
    }
    return codes;
  }

  /** The constant behind a field of a layout table, for example ENTRY_KIND_OFFSET. */
  static String offsetOf(String prefix, String field) {
    return prefix + field.toUpperCase(Locale.ROOT).replace(' ', '_') + "_OFFSET";
  }
}
