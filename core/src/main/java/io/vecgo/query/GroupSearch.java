package io.vecgo.query;

import io.vecgo.model.Filter;
import io.vecgo.model.Grouping;
import io.vecgo.model.HitGroup;
import io.vecgo.model.Limits;
import io.vecgo.model.Query;
import io.vecgo.model.Query.Returned;
import io.vecgo.model.Value;
import io.vecgo.observe.QueryStats;
import io.vecgo.part.Part;
import io.vecgo.query.Searcher.Findings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The best groups of hits: those whose best hits are best. Rows are searched for until there are
 * enough groups or no rows left, each time without the rows found before and without those of known
 * groups, so that one large group does not hide the others. Then each group that is not full is
 * searched by itself. Confined to one thread.
 */
public final class GroupSearch {
  private static final Set<Returned> METADATA = EnumSet.of(Returned.METADATA);

  private final Searcher searcher;
  private final Query query;
  private final Grouping grouping;
  private final List<? extends Part> parts;
  private final Map<Value, List<Candidate>> groups = new LinkedHashMap<>();
  private final List<QueryStats> stats = new ArrayList<>();

  public GroupSearch(
      Searcher searcher, Query query, Grouping grouping, List<? extends Part> parts) {
    this.searcher = searcher;
    this.query = query;
    this.grouping = grouping;
    this.parts = parts;
  }

  /** Whether all rows that match have been found. */
  private enum Rest {
    NONE,
    SOME
  }

  public GroupedAnswer run() {
    if (findGroups() == Rest.SOME) {
      groups.replaceAll(this::filled);
    }
    List<HitGroup> found =
        groups.entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(Comparator.comparing(List::getFirst, Candidate.ORDER)))
            .map(group -> new HitGroup(group.getKey(), searcher.fetch(query, group.getValue())))
            .toList();
    return new GroupedAnswer(found, stats);
  }

  private Rest findGroups() {
    Filter hasGroup = Filter.and(query.filter(), Filter.exists(grouping.field()));
    List<Target> targets = Target.matching(hasGroup, parts);
    int wanted = grouping.groups() * grouping.hitsPerGroup();
    for (int round = 0; ; round++) {
      List<Candidate> found = find(wanted, targets);
      addToGroups(found);
      if (found.size() < wanted) {
        return round == 0 ? Rest.NONE : Rest.SOME;
      }
      if (groups.size() == grouping.groups()) {
        return Rest.SOME;
      }
      targets = withoutKnownGroups(Target.without(targets, found));
      wanted = Math.min(2 * wanted, Limits.K_MAX);
    }
  }

  private List<Candidate> find(int k, List<Target> targets) {
    Findings findings = searcher.find(query.k(k), targets);
    stats.add(findings.stats());
    return findings.rows();
  }

  private void addToGroups(List<Candidate> found) {
    for (int i = 0; i < found.size(); i++) {
      Prefetch.forRows(found, i, METADATA);
      addToGroups(found.get(i));
    }
  }

  private void addToGroups(Candidate row) {
    for (Value value : groupsOf(row)) {
      if (groups.size() < grouping.groups() || groups.containsKey(value)) {
        List<Candidate> group = groups.computeIfAbsent(value, _ -> new ArrayList<>());
        if (group.size() < grouping.hitsPerGroup()) {
          group.add(row);
        }
      }
    }
  }

  private List<Value> groupsOf(Candidate row) {
    Value value = row.part().metadata(row.row()).get(grouping.field()).orElse(new Value.Null());
    List<Value> values = value instanceof Value.Array(List<Value> all) ? all : List.of(value);
    return values.stream()
        .filter(of -> !(of instanceof Value.Null))
        .map(GroupSearch::group)
        .distinct()
        .toList();
  }

  /** The same for equal numbers of different types. */
  private static Value group(Value value) {
    return value instanceof Value.Real real
            && real.value() >= -0x1p63
            && real.value() < 0x1p63
            && real.value() == (long) real.value()
        ? new Value.Int((long) real.value())
        : value;
  }

  /** Rows with an array stay: they may be in other groups, too. */
  private List<Target> withoutKnownGroups(List<Target> targets) {
    Filter known = new Filter.In(grouping.field(), List.copyOf(groups.keySet()));
    return targets.stream().map(target -> target.without(target.part().matching(known))).toList();
  }

  private List<Candidate> filled(Value value, List<Candidate> group) {
    if (group.size() == grouping.hitsPerGroup()) {
      return group;
    }
    List<Value> one = List.of(value);
    Filter inGroup =
        Filter.or(
            new Filter.In(grouping.field(), one), new Filter.ContainsAny(grouping.field(), one));
    Filter both = Filter.and(query.filter(), inGroup);
    return find(grouping.hitsPerGroup(), Target.matching(both, parts));
  }
}
