package io.vecgo.model;

/**
 * A file does not hold what was written to it. The message names place, expectation, finding and
 * remedy.
 */
public final class CorruptException extends VecgoException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String section;
  private final long offset;
  private final String problem;
  private final String expected;
  private final String found;
  private final String remedy;

  /**
   * @param file name of the file inside the database
   * @param section part of the file, for example {@code header} or {@code vectors}
   * @param offset byte in the file at which the damage was noticed
   * @param problem what was noticed, for example {@code checksum mismatch}
   * @param expected what should be there
   * @param found what is there
   * @param remedy what the operator can do
   */
  public CorruptException(
      String file,
      String section,
      long offset,
      String problem,
      String expected,
      String found,
      String remedy) {
    super(
        "%s: %s in section %s at byte %d (expected %s, found %s); %s"
            .formatted(file, problem, section, offset, expected, found, remedy));
    this.file = file;
    this.section = section;
    this.offset = offset;
    this.problem = problem;
    this.expected = expected;
    this.found = found;
    this.remedy = remedy;
  }

  public String file() {
    return file;
  }

  public String section() {
    return section;
  }

  public long offset() {
    return offset;
  }

  public String problem() {
    return problem;
  }

  public String expected() {
    return expected;
  }

  public String found() {
    return found;
  }

  public String remedy() {
    return remedy;
  }
}
