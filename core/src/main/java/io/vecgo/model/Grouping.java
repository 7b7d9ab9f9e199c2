package io.vecgo.model;

/**
 * How hits are grouped by a metadata field. Records with the same value of the field are a group;
 * one whose field is an array is in the group of each element, and one without the field, or with
 * null in it, is in none. Numbers are the same if they are equal, whatever their type.
 *
 * @param field whose values make groups
 * @param groups most groups wanted
 * @param hitsPerGroup most hits of each group
 */
public record Grouping(String field, int groups, int hitsPerGroup) {
  private static final int GROUPS_DEFAULT = 10;
  private static final int HITS_DEFAULT = 3;

  public Grouping {
    Limits.checkFieldName(field);
    Limits.checkRange("groups", groups, 1, Limits.K_MAX);
    Limits.checkRange("hitsPerGroup", hitsPerGroup, 1, Limits.K_MAX / groups);
  }

  /** Ten groups of up to three hits, unless said otherwise. */
  public static Grouping by(String field) {
    return new Grouping(field, GROUPS_DEFAULT, HITS_DEFAULT);
  }

  /** The same with another number of groups. */
  public Grouping groups(int wanted) {
    return new Grouping(field, wanted, hitsPerGroup);
  }

  /** The same with another number of hits for each. */
  public Grouping hitsPerGroup(int wanted) {
    return new Grouping(field, groups, wanted);
  }
}
