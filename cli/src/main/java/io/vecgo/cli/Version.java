package io.vecgo.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this module and of Java. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    return new String[] {"vecgo " + ofModule() + " (Java " + Runtime.version().feature() + ")"};
  }

  /** The version that the build wrote into the module; there is none on the class path. */
  private static String ofModule() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("without version");
  }
}
