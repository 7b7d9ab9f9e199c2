package io.vecgo.cli.doctor;

import io.vecgo.cli.output.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What facts mean for a database. Pure. */
public final class Diagnosis {
  /** Of heap and databases together: what is left is for pages of files. */
  private static final double MEMORY_SHARE_MAX = 0.75;

  private static final double USED_SHARE_MAX = 0.8;

  /** A file for each segment, some for Java, and room for the rest of the program. */
  private static final long OPEN_FILES_MIN = 4_096;

  private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs");
  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs");

  /** How bad it is. */
  public enum Verdict {
    GOOD,
    WARNING,
    BAD
  }

  /**
   * How one check went.
   *
   * @param advice what to do; empty if it is good
   */
  public record Symptom(String check, Verdict verdict, String observed, String advice) {
    static Symptom good(String check, String observed) {
      return new Symptom(check, Verdict.GOOD, observed, "");
    }

    static Symptom warning(String check, String observed, String advice) {
      return new Symptom(check, Verdict.WARNING, observed, advice);
    }

    static Symptom bad(String check, String observed, String advice) {
      return new Symptom(check, Verdict.BAD, observed, advice);
    }
  }

  private Diagnosis() {}

  /**
   * One symptom for each check.
   *
   * @param budgetBytes what databases may take, mostly off the heap
   */
  public static List<Symptom> of(Surroundings surroundings, long budgetBytes, Storage storage) {
    return Stream.concat(of(surroundings, budgetBytes), of(storage)).toList();
  }

  private static Stream<Symptom> of(Surroundings surroundings, long budgetBytes) {
    return Stream.of(
        java(surroundings),
        headers(surroundings),
        vectorUnit(surroundings),
        compiler(surroundings),
        memory(surroundings, budgetBytes),
        openFiles(surroundings));
  }

  private static Stream<Symptom> of(Storage storage) {
    return switch (storage) {
      case Volume volume -> Stream.of(fileSystem(volume), hardLinks(volume), room(volume));
      case Bucket bucket -> Stream.of(objectStore(bucket), names(bucket));
    };
  }

  /** Whether anything is bad. */
  public static boolean isBad(List<Symptom> symptoms) {
    return symptoms.stream().anyMatch(symptom -> symptom.verdict() == Verdict.BAD);
  }

  private static Symptom java(Surroundings of) {
    String version = of.java() + (of.usesG1() ? " with G1" : "");
    boolean movesPinned =
        of.java().feature() == 25 && of.java().update() < 3 && of.java().interim() == 0;
    return movesPinned && of.usesG1()
        ? Symptom.bad(
            "java",
            version,
            "G1 of 25.0.0 to 25.0.2 moves arrays that native code holds and so damages data"
                + " (JDK-8377811): update to 25.0.3, or choose -XX:+UseParallelGC")
        : Symptom.good("java", version);
  }

  private static Symptom headers(Surroundings of) {
    return of.compactObjectHeaders() && of.java().feature() == 25
        ? Symptom.bad(
            "object headers",
            "compact",
            "under -XX:+UseCompactObjectHeaders text can turn into wrong bytes (JDK-8380060):"
                + " take the option away")
        : Symptom.good("object headers", of.compactObjectHeaders() ? "compact" : "usual");
  }

  private static Symptom vectorUnit(Surroundings of) {
    return of.vectorModule()
        ? Symptom.good("vector module", "there")
        : Symptom.warning(
            "vector module",
            "missing",
            "distances are computed several times slower than they could be, with the same"
                + " results: start java with --add-modules jdk.incubator.vector");
  }

  private static Symptom compiler(Surroundings of) {
    return of.optimizing()
        ? Symptom.good("compiler", "optimizing")
        : Symptom.warning(
            "compiler",
            "not optimizing",
            "vector code is slower than scalar code without the C2 compiler: take -Xint or"
                + " -XX:TieredStopAtLevel away");
  }

  private static Symptom memory(Surroundings of, long budgetBytes) {
    long taken = of.heapBytesMax() + budgetBytes;
    String observed =
        "heap up to %s and databases up to %s, of %s"
            .formatted(
                Figures.bytes(of.heapBytesMax()),
                Figures.bytes(budgetBytes),
                Figures.bytes(of.memoryBytes()));
    if (taken >= of.memoryBytes()) {
      return Symptom.bad(
          "memory",
          observed,
          "both may grow beyond the memory there is, and the system then kills the process:"
              + " lower -Xmx, or the limit of the databases");
    }
    return taken > MEMORY_SHARE_MAX * of.memoryBytes()
        ? Symptom.warning(
            "memory",
            observed,
            "pages of files lie outside of both: leave a quarter of the memory to them, vecgo plan"
                + " tells more")
        : Symptom.good("memory", observed);
  }

  private static Symptom openFiles(Surroundings of) {
    if (of.openFilesMax().isEmpty()) {
      return Symptom.good("open files", "no limit known");
    }
    long most = of.openFilesMax().getAsLong();
    String observed = "up to " + Figures.count(most);
    return most < OPEN_FILES_MIN
        ? Symptom.warning(
            "open files",
            observed,
            "each segment is an open file: allow " + Figures.count(OPEN_FILES_MIN) + " (ulimit -n)")
        : Symptom.good("open files", observed);
  }

  private static Symptom fileSystem(Volume of) {
    if (!of.writable()) {
      return Symptom.warning(
          "file system", of.type() + ", read-only for us", "a database can only be read here");
    }
    if (!of.syncs()) {
      return Symptom.bad(
          "file system",
          of.type() + ", does not sync",
          "what is committed may be lost with the power: choose another file system");
    }
    if (VOLATILE.contains(of.type())) {
      return Symptom.warning(
          "file system", of.type(), "it lies in memory and is gone after a restart");
    }
    return REMOTE.contains(of.type())
        ? Symptom.warning(
            "file system",
            of.type(),
            "locks of network file systems do not keep every second writer out: let one machine"
                + " write")
        : Symptom.good("file system", of.type());
  }

  private static Symptom hardLinks(Volume of) {
    return of.hardLinks() || !of.writable()
        ? Symptom.good("hard links", of.hardLinks() ? "there" : "not tried")
        : Symptom.warning(
            "hard links",
            "missing",
            "files get their names by renaming: safe as long as one process writes, which the"
                + " lock sees to");
  }

  private static Symptom room(Volume of) {
    String observed =
        String.format(
            Locale.ROOT,
            "%.0f %% used, %s left",
            100 * of.usedShare(),
            Figures.bytes(of.usableBytes()));
    if (of.usableBytes() < of.databaseBytes()) {
      return Symptom.bad(
          "room",
          observed,
          "merging all segments needs a second copy of "
              + Figures.bytes(of.databaseBytes())
              + ": add storage");
    }
    return of.usedShare() >= USED_SHARE_MAX
        ? Symptom.warning("room", observed, "low disk space: add storage, or remove old versions")
        : Symptom.good("room", observed);
  }

  private static Symptom objectStore(Bucket of) {
    if (!of.reading().isEmpty()) {
      return Symptom.bad(
          "object store",
          of.location() + ": " + of.reading(),
          "look at the address, region, endpoint and credentials in the environment");
    }
    if (!of.writing().isEmpty()) {
      return Symptom.warning(
          "object store",
          of.location() + ", not to be written: " + of.writing(),
          "a database can only be read here");
    }
    return of.listsAtOnce()
        ? Symptom.good("object store", of.location())
        : Symptom.bad(
            "object store",
            "lists lack what was just created",
            "a database may open at an old version: choose a store that is consistent");
  }

  private static Symptom names(Bucket of) {
    if (!of.reading().isEmpty() || !of.writing().isEmpty()) {
      return Symptom.good("conditional puts", "not tried");
    }
    return of.keepsNames()
        ? Symptom.good("conditional puts", "honoured")
        : Symptom.bad(
            "conditional puts",
            "ignored",
            "two writers overwrite the versions of each other: choose a store that honours"
                + " If-None-Match");
  }
}
