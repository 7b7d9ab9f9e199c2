/** Short codes for vectors: training, encoding, and distances estimated from codes alone. */
package io.vecgo.quant;
