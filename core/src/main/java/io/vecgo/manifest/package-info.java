/** Versions: what makes one up, how it is encoded, how the next one is published. */
package io.vecgo.manifest;
