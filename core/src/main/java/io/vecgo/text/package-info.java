/** Full-text search within a part: which rows hold a term, in memory and as bytes, and BM25. */
package io.vecgo.text;
