package io.vecgo.s3;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobNames;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.StoreArguments;
import io.vecgo.store.WriterLock;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Blobs as objects under one prefix of a bucket. A blob is created with {@code If-None-Match: *},
 * which the object store grants to one of several writers; it must offer that, and lists and reads
 * that show what was written before, as S3 does.
 *
 * <p>It cannot lock: {@link #lock} lets everybody in, and writers meet where they publish. Readers
 * of a deleted blob fail. Nothing is mapped: segments are read into memory.
 *
 * <p>Costs: {@link #list} is one request for each thousand blobs; to open by name is one, which
 * brings the last 64 KiB; to open by name and size is none; a read is one for each 16 MiB; to
 * publish is one, or for more than a part one for each part and two more.
 */
public final class S3Store implements BlobStore {
  private final S3Client client;
  private final Bucket bucket;
  private final Sizes sizes;

  S3Store(S3Client client, S3Location location, Sizes sizes) {
    this.client = client;
    this.bucket = new Bucket(client, location, sizes.listedKeys());
    this.sizes = sizes;
  }

  /** The store of a bucket and a prefix, which need not have blobs; the bucket must exist. */
  public static S3Store open(S3Location location, S3Options options) {
    return new S3Store(Clients.of(options), location, Sizes.of(options));
  }

  /**
   * The store that a client of the SDK reaches, for what {@link S3Options} do not offer: other
   * sources of credentials, other HTTP clients. The store closes the client.
   */
  public static S3Store open(S3Location location, S3Client client) {
    return new S3Store(client, location, Sizes.of(S3Options.defaults()));
  }

  @Override
  public BlobReader open(String name) throws IOException {
    return new S3Reader(bucket, BlobNames.check(name), bucket.tail(name));
  }

  @Override
  public BlobReader open(BlobInfo known) {
    return new S3Reader(bucket, BlobNames.check(known.name()), Tail.unread(known.bytes()));
  }

  @Override
  public BlobWriter create(String name) {
    return new S3Writer(bucket, BlobNames.check(name), sizes.partBytes());
  }

  @Override
  public List<BlobInfo> list(String prefix) throws IOException {
    return bucket.list(prefix);
  }

  @Override
  public void delete(String name) throws IOException {
    bucket.delete(BlobNames.check(name));
  }

  /** Lets everybody in. */
  @Override
  public WriterLock lock(String owner) {
    StoreArguments.checkOwner(owner);
    return () -> {};
  }

  @Override
  public String location() {
    return bucket.location().toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
