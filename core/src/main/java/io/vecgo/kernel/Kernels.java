package io.vecgo.kernel;

import static java.lang.System.Logger.Level.INFO;

/** Chooses the kernels of this process. */
public final class Kernels {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private Kernels() {}

  /**
   * The fastest kernels that run here. Where the Vector API is not enabled they are scalar, which
   * is logged once per process together with the remedy.
   */
  public static FloatKernels choose() {
    return Chosen.KERNELS;
  }

  /** The fastest kernels for blocks of codes that run here. */
  public static FastScanKernels forFastScan() {
    return ChosenFastScan.KERNELS;
  }

  private static FastScanKernels fastestFastScan() {
    return choose() instanceof ScalarKernels ? new ScalarFastScan() : new PanamaFastScan();
  }

  /** The fastest kernels for codes that run here. */
  public static CodeKernels forCodes() {
    return ChosenForCodes.KERNELS;
  }

  private static CodeKernels fastestForCodes() {
    return switch (choose()) {
      case Panama256Kernels _ -> new Panama256CodeKernels();
      case Panama128Kernels _ -> new Panama128CodeKernels();
      case ScalarKernels _ -> new ScalarCodeKernels();
    };
  }

  private static FloatKernels fastest() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      System.getLogger("io.vecgo")
          .log(
              INFO,
              "Vector distances are computed by scalar code, several times slower than they could"
                  + " be: start java with --add-modules {0}",
              VECTOR_MODULE);
      return new ScalarKernels();
    }
    int bits = VectorUnit.bits();
    return bits >= 256
        ? new Panama256Kernels()
        : bits >= 128 ? new Panama128Kernels() : new ScalarKernels();
  }

  /** Initialised by the first call of {@link #choose}, whichever thread makes it. */
  private static final class Chosen {
    static final FloatKernels KERNELS = fastest();
  }

  /** Initialised by the first call of {@link #forFastScan}. */
  private static final class ChosenFastScan {
    static final FastScanKernels KERNELS = fastestFastScan();
  }

  /** Initialised by the first call of {@link #forCodes}. */
  private static final class ChosenForCodes {
    static final CodeKernels KERNELS = fastestForCodes();
  }
}
