package io.vecgo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterTextTest {
  private static final String SCRAPS = "()[],=<>!'\"- \n.eE0129aintoruudslx+\0ä{";

  @Test
  void textReadsBackAsTheSameFilter() {
    for (long seed = 0; seed < 20_000; seed++) {
      Filter filter = new RandomFilters(seed).filter(4);
      assertThat(Filter.parse(filter.text())).as("seed %d", seed).isEqualTo(filter);
    }
  }

  @Test
  void damagedTextIsReadOrRefusedInPlace() {
    for (long seed = 0; seed < 20_000; seed++) {
      String text = damaged(new RandomFilters(seed).filter(3).text(), new Random(seed));
      try {
        Filter filter = Filter.parse(text);
        assertThat(Filter.parse(filter.text())).as("seed %d", seed).isEqualTo(filter);
      } catch (FilterSyntaxException e) {
        assertThat(e.position()).as("seed %d", seed).isBetween(0, text.length());
      }
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(damaged.length() + 1);
      int end = Math.min(damaged.length(), at + random.nextInt(5));
      int scrap = random.nextInt(SCRAPS.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.delete(at, end);
        case 1 -> damaged.insert(at, SCRAPS.charAt(scrap));
        default -> damaged.insert(at, damaged.substring(at, end));
      }
    }
    return damaged.toString();
  }
}
