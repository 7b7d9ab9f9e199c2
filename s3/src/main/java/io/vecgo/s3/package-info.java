/** A store of blobs in a bucket of S3 or of any object store that speaks its protocol. */
package io.vecgo.s3;
