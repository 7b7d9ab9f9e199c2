package io.vecgo.cli.input;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the vector out of JSON objects.
 *
 * @param name the field that holds it, an array of numbers
 * @param rule what it must be
 * @param objects where the objects come from, to name the place of what is wrong
 */
record VectorField(String name, VectorRule rule, JsonLines objects) {

  /** The vector of the object that was read last; its field is removed. */
  float[] takeFrom(Map<String, Object> object) throws BadInputException {
    if (!object.containsKey(name)) {
      throw objects.problem("has no field " + name + ", expected one with an array of numbers");
    }
    if (!(object.remove(name) instanceof List<?> numbers)) {
      throw objects.problem("field " + name + ": must be an array of numbers");
    }
    rule.checkDimension(objects::problem, numbers.size());
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = component(numbers.get(i), i);
    }
    rule.checkComponents(objects::problem, vector);
    return vector;
  }

  private float component(@Nullable Object value, int index) throws BadInputException {
    if (value instanceof Number number) {
      return number.floatValue();
    }
    throw objects.problem(
        "field %s: component %d is %s, expected a number"
            .formatted(name, index, JsonExcerpt.of(value)));
  }
}
