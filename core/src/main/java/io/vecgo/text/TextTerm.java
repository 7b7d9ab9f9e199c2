package io.vecgo.text;

/**
 * A term of a query in one field of a part.
 *
 * @param postings the rows of the part with the term
 * @param text of which the lengths of the texts are known
 * @param weight what the term gives them
 */
public record TextTerm(Postings postings, FieldText text, TermWeight weight) {}
