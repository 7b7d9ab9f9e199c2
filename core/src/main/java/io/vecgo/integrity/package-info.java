/** Verification, repair, backup and restoring of the files of a database. */
package io.vecgo.integrity;
