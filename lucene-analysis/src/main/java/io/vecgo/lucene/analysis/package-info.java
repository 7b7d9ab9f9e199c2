/** How analyzers of Apache Lucene make the terms of Vecgo. */
package io.vecgo.lucene.analysis;
