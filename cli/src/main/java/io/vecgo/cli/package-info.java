/** The commands, one class each. */
package io.vecgo.cli;
