package io.vecgo.analysis;

import java.util.Set;

/** Words that are left out because they stand in nearly every text. */
public enum StopWords {
  NONE,
  /** Articles, prepositions, conjunctions, pronouns and the forms of "to be". */
  ENGLISH;

  private static final Set<String> ENGLISH_WORDS =
      Set.of(
          "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has",
          "have", "he", "her", "his", "i", "if", "in", "into", "is", "it", "its", "no", "not", "of",
          "on", "or", "she", "such", "that", "the", "their", "then", "there", "these", "they",
          "this", "to", "was", "we", "were", "which", "will", "with", "you");

  boolean contains(String term) {
    return switch (this) {
      case NONE -> false;
      case ENGLISH -> ENGLISH_WORDS.contains(term);
    };
  }
}
