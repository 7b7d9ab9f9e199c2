/** Metadata of rows: how documents are encoded, and which rows satisfy a filter. */
package io.vecgo.columns;
