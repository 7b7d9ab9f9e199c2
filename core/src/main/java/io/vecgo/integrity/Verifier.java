package io.vecgo.integrity;

import io.vecgo.analysis.Analyzer;
import io.vecgo.bytes.ByteReader;
import io.vecgo.integrity.Catalog.SegmentUse;
import io.vecgo.integrity.Catalog.TombstonesUse;
import io.vecgo.kernel.FloatKernels;
import io.vecgo.manifest.Manifest;
import io.vecgo.manifest.Versions;
import io.vecgo.model.CorruptException;
import io.vecgo.model.IncompatibleFormatException;
import io.vecgo.model.NoDatabaseException;
import io.vecgo.observe.Damage;
import io.vecgo.observe.VerifyReport;
import io.vecgo.observe.WorkProgress;
import io.vecgo.segment.SegmentCheck;
import io.vecgo.segment.TombstoneFile;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Verifies all files of all versions of a database. It reads, takes no lock and works beside a
 * writer: a file that is gone together with every version that needed it is no damage. Damage is
 * listed, not thrown. Used once, by one thread.
 */
public final class Verifier {
  private final BlobStore store;
  private final FloatKernels kernels;
  private final Optional<Analyzer> analyzer;
  private final WorkProgress progress;
  private final List<Damage> damages = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private long totalBytes;
  private long doneBytes;

  /**
   * @param analyzer of the texts, if the caller knows it; a standard one is found without
   * @param progress told after each file
   */
  public Verifier(
      BlobStore store, FloatKernels kernels, Optional<Analyzer> analyzer, WorkProgress progress) {
    this.store = store;
    this.kernels = kernels;
    this.analyzer = analyzer;
    this.progress = progress;
  }

  /**
   * Reads everything.
   *
   * @throws IOException if the store cannot list its files
   * @throws NoDatabaseException if there is no manifest, damaged or not
   * @throws IncompatibleFormatException if a manifest is newer than this version of the library
   */
  public VerifyReport verify() throws IOException {
    long start = System.nanoTime();
    List<BlobInfo> before = store.list("");
    Catalog catalog = Catalog.read(store);
    if (catalog.sound().isEmpty() && catalog.damaged().isEmpty()) {
      throw new NoDatabaseException(
          "no database in " + store.location() + ": there is no manifest");
    }
    damages.addAll(catalog.damaged());
    damages.addAll(catalog.contradictions());
    totalBytes = bytesOf(catalog);
    verifySegments(catalog);
    verifyTombstones(catalog);
    return new VerifyReport(
        catalog.newest().map(Manifest::version).orElse(0L),
        catalog.sound().size(),
        catalog.sound().size() + catalog.damaged().size() + known.size(),
        totalBytes,
        damages,
        unknown(before, catalog),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static long bytesOf(Catalog catalog) {
    return catalog.segments().stream().mapToLong(use -> use.info().bytes()).sum()
        + catalog.tombstones().stream().mapToLong(use -> use.tombstones().bytes()).sum();
  }

  private interface Reading {
    void run(Consumer<CorruptException> damages) throws IOException;
  }

  private void verifySegments(Catalog catalog) throws IOException {
    SegmentCheck.Tools tools =
        new SegmentCheck.Tools(kernels, analyzer.or(() -> standardAnalyzer(catalog)));
    for (SegmentUse use : catalog.segments()) {
      verify(
          use.info().file(),
          use.info().bytes(),
          use.versions(),
          damages -> SegmentCheck.check(store, use.info(), tools, damages));
    }
  }

  private Optional<Analyzer> standardAnalyzer(Catalog catalog) {
    return catalog
        .newest()
        .flatMap(newest -> SegmentCheck.Tools.of(kernels, newest.analyzer()).analyzer());
  }

  private void verifyTombstones(Catalog catalog) throws IOException {
    for (TombstonesUse use : catalog.tombstones()) {
      verify(
          use.tombstones().file(),
          use.tombstones().bytes(),
          use.versions(),
          _ -> TombstoneFile.read(store, use.tombstones(), use.segment()));
    }
  }

  private void verify(String file, long bytes, List<Long> versions, Reading reading)
      throws IOException {
    known.add(file);
    try {
      reading.run(damage -> damages.add(Damage.of(damage, versions)));
    } catch (CorruptException damage) {
      damages.add(Damage.of(damage, versions));
    } catch (NoSuchFileException gone) {
      addIfNeeded(file, bytes, versions);
    } catch (IncompatibleFormatException newer) {
      add(file, versions, "newer format", "a format that can be read", newer);
    } catch (IOException unreadable) {
      add(file, versions, "unreadable", "a file of " + bytes + " bytes", unreadable);
    }
    doneBytes += bytes;
    progress.fileDone(file, doneBytes, totalBytes);
  }

  /** A file is missed only if a version that needs it is still there. */
  private void addIfNeeded(String file, long bytes, List<Long> versions) throws IOException {
    List<Long> left = new ArrayList<>(new Versions(store).numbers());
    left.retainAll(versions);
    if (!left.isEmpty()) {
      CorruptException missing =
          new ByteReader.Place(file, "file", 0)
              .corrupt(0, "missing file", "a file of " + bytes + " bytes", "none");
      damages.add(Damage.of(missing, left));
    }
  }

  private void add(
      String file, List<Long> versions, String problem, String expected, Exception cause) {
    CorruptException damage =
        new ByteReader.Place(file, "file", 0)
            .corrupt(0, problem, expected, String.valueOf(cause.getMessage()));
    damages.add(Damage.of(damage, versions));
  }

  /** What was there before the manifests were read, and none of them names. */
  private List<String> unknown(List<BlobInfo> before, Catalog catalog) {
    Set<String> manifests = new HashSet<>();
    catalog.sound().forEach(manifest -> manifests.add(Versions.nameOf(manifest.version())));
    catalog.damaged().forEach(damage -> manifests.add(damage.file()));
    return before.stream()
        .map(BlobInfo::name)
        .filter(name -> !known.contains(name) && !manifests.contains(name))
        .toList();
  }
}
