package io.drawbridge.server.file.storage.s3;

import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StoredNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps bytes as objects of a bucket, under their {@link StoredNames}. An upload is a multipart
 * upload of S3, so that it goes on after a cut, at a part's beginning; a part waits in a file of
 * this machine until it is whole. One writer at a time within this process; two nodes that write
 * one upload are told apart by what they read back.
 */
@LetsOut(Surface.OBJECT_STORE)
public final class S3Storage implements FileStorage, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String PROBE = "probe";
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Client client;
  private final String bucket;
  private final Path parts;
  private final Set<FileId> written = ConcurrentHashMap.newKeySet();

  /**
   * Makes it; nothing is asked of the store yet.
   *
   * @param parts a folder for parts of uploads that are not whole; what an earlier process left
   *     there is deleted
   * @throws IOException if the folder cannot be made or written
   */
  public static S3Storage open(S3Place place, Path parts) throws IOException {
    PartFiles.clear(parts);
    return new S3Storage(place, parts);
  }

  /** A storage that can only {@link #probe}. */
  public static S3Storage prober(S3Place place) {
    return new S3Storage(place, Path.of("."));
  }

  private S3Storage(S3Place place, Path parts) {
    this.bucket = place.bucket();
    this.parts = parts;
    this.client = client(place);
  }

  /** A client of a place; nothing is asked of it yet. */
  static S3Client client(S3Place place) {
    var builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .region(Region.of(place.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(place.keyId(), place.key().value())))
            // Stores that are not Amazon's know neither names of buckets in hosts nor newer sums.
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    place.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /**
   * Writes into the bucket and deletes what was written, to see whether it can.
   *
   * @throws IOException with one line if it cannot
   */
  public void probe() throws IOException {
    put(PROBE, new byte[] {1});
    call(() -> client.deleteObject(it -> it.bucket(bucket).key(PROBE)));
  }

  @Override
  public Writing write(FileId id) throws IOException {
    if (!written.add(id)) {
      throw new InUseException(id);
    }
    try {
      return new S3Writing(client, bucket, StoredNames.of(id), parts, () -> written.remove(id));
    } catch (IOException | RuntimeException e) {
      written.remove(id);
      throw e;
    }
  }

  @Override
  public void read(FileId id, long offset, ByteBuffer into) throws IOException {
    read(StoredNames.of(id), offset, into);
  }

  @Override
  public void putBeside(FileId id, ThumbnailSize size, byte[] bytes) throws IOException {
    put(StoredNames.of(id, size), bytes);
  }

  @Override
  public void readBeside(FileId id, ThumbnailSize size, long offset, ByteBuffer into)
      throws IOException {
    read(StoredNames.of(id, size), offset, into);
  }

  @Override
  public void delete(FileId id) throws IOException {
    for (MultipartUpload upload : uploads(client, bucket, StoredNames.of(id))) {
      call(() ->
          client.abortMultipartUpload(
              it -> it.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    }
    for (String key : StoredNames.all(id)) {
      call(() -> client.deleteObject(it -> it.bucket(bucket).key(key)));
    }
  }

  @Override
  public List<FileId> ids() throws IOException {
    return call(() -> {
      Stream<String> objects =
          client.listObjectsV2Paginator(it -> it.bucket(bucket)).contents().stream()
              .map(it -> it.key());
      Stream<String> uploads =
          client.listMultipartUploadsPaginator(it -> it.bucket(bucket)).uploads().stream()
              .map(it -> it.key());
      return Stream.concat(objects, uploads)
          .filter(key -> !key.equals(PROBE))
          .map(StoredNames::id)
          .distinct()
          .toList();
    });
  }

  /** A bucket has no end. */
  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {
    client.close();
  }

  private void put(String key, byte[] bytes) throws IOException {
    call(() -> client.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromBytes(bytes)));
  }

  private void read(String key, long offset, ByteBuffer into) throws IOException {
    if (!into.hasRemaining()) {
      return;
    }
    String range = "bytes=%d-%d".formatted(offset, offset + into.remaining() - 1);
    try (ResponseInputStream<GetObjectResponse> in =
        client.getObject(it -> it.bucket(bucket).key(key).range(range))) {
      byte[] bytes = in.readNBytes(into.remaining());
      into.put(bytes);
    } catch (NoSuchKeyException gone) {
      throw new NoSuchFileException(key);
    } catch (S3Exception refused) {
      if (refused.statusCode() != RANGE_NOT_SATISFIABLE) {
        throw new IOException(refused.getMessage(), refused);
      }
      // It ends before.
    } catch (SdkException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }

  /** The uploads of one object that have not come to an end. */
  static List<MultipartUpload> uploads(S3Client client, String bucket, String key)
      throws IOException {
    return call(() ->
        client.listMultipartUploadsPaginator(it -> it.bucket(bucket).prefix(key)).uploads().stream()
            .filter(upload -> upload.key().equals(key))
            .toList());
  }

  /** Makes one failure of the client's: that the storage failed. */
  static <T> T call(Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }
}
