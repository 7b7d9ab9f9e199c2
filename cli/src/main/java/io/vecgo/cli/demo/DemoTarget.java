package io.vecgo.cli.demo;

import io.vecgo.store.BlobStore;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where a demo works.
 *
 * @param stores that of the database, new each time: whoever gets one closes it
 * @param address what users type to name the database
 * @param place the same, wherever they are
 * @param files a directory for what is not part of the database
 */
public record DemoTarget(Supplier<BlobStore> stores, String address, String place, Path files) {}
