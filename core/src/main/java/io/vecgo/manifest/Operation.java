package io.vecgo.manifest;

import java.util.Arrays;
import java.util.Optional;

/** What made a version. */
public enum Operation {
  CREATE(1),
  COMMIT(2),
  COMPACTION(3),
  REPAIR(5);

  private final int code;

  Operation(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<Operation> ofCode(int code) {
    return Arrays.stream(values()).filter(operation -> operation.code == code).findFirst();
  }
}
