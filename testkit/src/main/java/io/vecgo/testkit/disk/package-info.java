/**
 * A disk in memory that counts its operations, fails when told to, and knows what a crash may leave
 * of it; behind the {@code java.nio.file} interfaces, so that the code under test is the code in
 * use.
 */
@NullMarked
package io.vecgo.testkit.disk;

import org.jspecify.annotations.NullMarked;
