/** Text search of vecgo and of Apache Lucene over the same terms: results, time, size. */
package io.vecgo.benchmarks.text;
