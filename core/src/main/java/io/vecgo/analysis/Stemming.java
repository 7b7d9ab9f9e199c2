package io.vecgo.analysis;

/** Which forms of a word count as the same term. */
public enum Stemming {
  /** Each form is a term of its own. */
  NONE,
  /**
   * English plurals and possessives become the singular: horses and horse's are horse, ponies are
   * pony. Harman's S stemmer ("How effective is suffixing?", 1991), which never removes more than
   * an ending.
   */
  ENGLISH_PLURALS;

  String stem(String term) {
    return switch (this) {
      case NONE -> term;
      case ENGLISH_PLURALS -> singular(withoutPossessive(term));
    };
  }

  private static String withoutPossessive(String term) {
    return term.endsWith("'s") && term.length() > 2 ? cut(term, 2) : term;
  }

  private static String singular(String term) {
    if (term.length() < 4 || !term.endsWith("s") || term.endsWith("us") || term.endsWith("ss")) {
      return term;
    }
    if (term.endsWith("ies")) {
      return term.endsWith("eies") || term.endsWith("aies") ? term : cut(term, 3) + "y";
    }
    if (term.endsWith("aes") || term.endsWith("oes") || term.endsWith("ees")) {
      return term;
    }
    return cut(term, 1);
  }

  private static String cut(String term, int chars) {
    return term.substring(0, term.length() - chars);
  }
}
