/**
 * Where bytes live: the contract of a store of named, immutable blobs, and its local and in-memory
 * forms.
 */
package io.vecgo.store;
