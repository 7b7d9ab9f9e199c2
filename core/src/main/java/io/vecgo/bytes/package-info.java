/** Reading and writing little-endian bytes, their checksums, and the frame around small files. */
package io.vecgo.bytes;
