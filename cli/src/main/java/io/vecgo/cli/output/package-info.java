/** How results look: tables, progress, JSON; and where they go. */
package io.vecgo.cli.output;
