package io.vecgo.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The packages form a total order: each uses only those before it in the list of ARCHITECTURE.md.
 */
class PackageOrderTest {
  private static final List<String> BOTTOM_TO_TOP =
      List.of(
          "io.vecgo.model",
          "io.vecgo.analysis",
          "io.vecgo.observe",
          "io.vecgo.resources",
          "io.vecgo.store",
          "io.vecgo.cache",
          "io.vecgo.bytes",
          "io.vecgo.rows",
          "io.vecgo.kernel",
          "io.vecgo.quant",
          "io.vecgo.graph",
          "io.vecgo.columns",
          "io.vecgo.text",
          "io.vecgo.part",
          "io.vecgo.memtable",
          "io.vecgo.segment",
          "io.vecgo.manifest",
          "io.vecgo.query",
          "io.vecgo.integrity",
          "io.vecgo.engine",
          "io.vecgo");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.vecgo");

  @Test
  void everyPackageIsInTheOrder() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).containsExactlyInAnyOrderElementsOf(BOTTOM_TO_TOP);
  }

  @Test
  void packagesUseOnlyPackagesBelowThem() {
    for (int i = 0; i < BOTTOM_TO_TOP.size(); i++) {
      String[] above = BOTTOM_TO_TOP.subList(i + 1, BOTTOM_TO_TOP.size()).toArray(String[]::new);
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(BOTTOM_TO_TOP.get(i))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .check(CLASSES);
      }
    }
  }

  @Test
  void onlyStoreTouchesTheFileSystem() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vecgo.store")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.channels.FileChannel")
        .check(CLASSES);
  }

  @Test
  void onlyKernelUsesTheVectorModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vecgo.kernel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CLASSES);
  }

  @Test
  void nothingIsDeserialised() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(CLASSES);
  }
}
