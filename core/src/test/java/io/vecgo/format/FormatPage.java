package io.vecgo.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of docs/format. What tests compare with the code follows a comment {@code <!-- test: kind
 * subject -->}: a table, or a block of text.
 */
record FormatPage(Path path, String text) {
  private static final Pattern MARKED_TABLE =
      Pattern.compile("<!-- test: (\\w+) ?(.*?) -->\\n+((?:\\|.*\\n)+)");
  private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

  /**
   * A table under a comment.
   *
   * @param kind what it lists
   * @param subject the rest of the comment: of what
   * @param rows cells by the heading of their column, without the marks of code
   */
  record Table(String kind, String subject, List<Map<String, String>> rows) {}

  /** A block of text under a comment of this kind and subject. */
  record Block(String kind, String subject) {
    private Pattern pattern() {
      return Pattern.compile(
          "(<!-- test: " + Pattern.quote(kind + " " + subject) + " -->\\n+```text\\n)(.*?)(```\\n)",
          Pattern.DOTALL);
    }
  }

  static List<FormatPage> all() throws IOException {
    Path pages = Path.of(System.getProperty("basedir", "")).resolve("../docs/format");
    List<FormatPage> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(pages)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        all.add(new FormatPage(file, Files.readString(file)));
      }
    }
    return all;
  }

  /** The tables of a kind on all pages. */
  static List<Table> tables(String kind) throws IOException {
    List<Table> tables = new ArrayList<>();
    for (FormatPage page : all()) {
      Matcher marked = MARKED_TABLE.matcher(page.text());
      while (marked.find()) {
        if (marked.group(1).equals(kind)) {
          tables.add(new Table(kind, marked.group(2), rows(marked.group(3).lines().toList())));
        }
      }
    }
    return tables;
  }

  /** The rows of the only table of this kind and subject. */
  static List<Map<String, String>> rows(String kind, String subject) throws IOException {
    List<Table> tables =
        tables(kind).stream().filter(table -> table.subject().equals(subject)).toList();
    if (tables.size() != 1) {
      throw new AssertionError(
          tables.size() + " tables under <!-- test: " + kind + " " + subject + " -->");
    }
    return tables.getFirst().rows();
  }

  boolean has(Block block) {
    return block.pattern().matcher(text).find();
  }

  String content(Block block) {
    Matcher found = block.pattern().matcher(text);
    if (!found.find()) {
      throw new AssertionError(path + ": no " + block);
    }
    return found.group(2);
  }

  /** Writes the page with other content in a block. */
  void rewrite(Block block, String content) throws IOException {
    Matcher found = block.pattern().matcher(text);
    Files.writeString(path, found.replaceFirst("$1" + Matcher.quoteReplacement(content) + "$3"));
  }

  private static List<Map<String, String>> rows(List<String> lines) {
    List<String> headings = cells(lines.getFirst());
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      List<String> cells = cells(line);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < headings.size(); i++) {
        row.put(headings.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : CELL_BORDER.split(line.strip().substring(1), -1)) {
      cells.add(cell.strip().replace("`", "").replace("\\|", "|"));
    }
    return cells;
  }
}
