/** The tour that {@code vecgo demo} gives, and its data. */
package io.vecgo.cli.demo;
