package io.vecgo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Prints the longest methods and files of all modules. A report and no gate: long things should be
 * seen, and sometimes they are right.
 */
class CodeSizeReportTest {
  private static final int SHOWN = 10;
  private static final Path ROOT = Repository.root();

  private record Size(String name, long lines) {}

  @Test
  void everyBuildShowsTheLongestMethodsAndFiles() throws IOException {
    List<Path> sources = sources();
    List<Size> methods = methods(sources);
    System.out.println(table("method", methods) + table("file", files(sources)));
    assertThat(methods).isNotEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path main : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private static List<Size> files(List<Path> sources) throws IOException {
    List<Size> files = new ArrayList<>();
    for (Path source : sources) {
      try (Stream<String> lines = Files.lines(source)) {
        files.add(new Size(ROOT.relativize(source).toString(), lines.count()));
      }
    }
    return files;
  }

  /** All methods and constructors, from the first annotation or modifier to the closing brace. */
  private static List<Size> methods(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask parser =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(parser).getSourcePositions();
      MethodSizes sizes = new MethodSizes(positions);
      parser.parse().forEach(unit -> sizes.scan(unit, unit));
      return sizes.found;
    }
  }

  private static final class MethodSizes extends TreePathScanner<Void, CompilationUnitTree> {
    private final List<Size> found = new ArrayList<>();
    private final SourcePositions positions;

    MethodSizes(SourcePositions positions) {
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      found.add(new Size(owner(unit) + "." + method.getName(), last - first + 1));
      return super.visitMethod(method, unit);
    }

    private String owner(CompilationUnitTree unit) {
      StringBuilder classes = new StringBuilder();
      for (TreePath path = getCurrentPath(); path != null; path = path.getParentPath()) {
        if (path.getLeaf() instanceof ClassTree type) {
          classes.insert(0, "." + type.getSimpleName());
        }
      }
      return classes.insert(0, unit.getPackageName()).toString();
    }
  }

  private static String table(String what, List<Size> sizes) {
    List<Size> sorted =
        sizes.stream().sorted(Comparator.comparingLong(Size::lines).reversed()).toList();
    StringBuilder table =
        new StringBuilder(
            "%nLines a %s: half of %d have up to %d, 95 in 100 up to %d; the longest:%n"
                .formatted(what, sorted.size(), atShare(sorted, 50), atShare(sorted, 95)));
    for (Size size : sorted.stream().limit(SHOWN).toList()) {
      table.append("%6d  %s%n".formatted(size.lines(), size.name()));
    }
    return table.toString();
  }

  /** The largest size among the given share of the smallest; sizes descend. */
  private static long atShare(List<Size> sorted, int percent) {
    return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * (100 - percent) / 100).lines();
  }
}
