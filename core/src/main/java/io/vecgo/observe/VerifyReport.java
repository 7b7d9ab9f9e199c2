package io.vecgo.observe;

import java.time.Duration;
import java.util.List;

/**
 * What a verification found.
 *
 * @param version the newest sound version; 0 if there is none
 * @param versions how many versions can be read
 * @param files files that versions name, manifests among them
 * @param bytes size of these
 * @param damages what is wrong; empty if all is well
 * @param unknownFiles files that no sound version names: leftovers of crashes and of failed
 *     commits, files of damaged versions, files of others
 * @param duration from begin to end
 */
public record VerifyReport(
    long version,
    int versions,
    int files,
    long bytes,
    List<Damage> damages,
    List<String> unknownFiles,
    Duration duration) {
  public VerifyReport {
    damages = List.copyOf(damages);
    unknownFiles = List.copyOf(unknownFiles);
  }

  /** Whether nothing is wrong. */
  public boolean isSound() {
    return damages.isEmpty();
  }
}
