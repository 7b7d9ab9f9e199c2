/** A database under watch: metrics over HTTP, a load that makes some, and a view of them. */
package io.vecgo.cli.monitor;
