package io.drawbridge.server.file.storage.s3;

import static io.drawbridge.server.file.storage.s3.S3Storage.call;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.file.storage.FileStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * Bytes on their way into one object. All parts but the last have the same size, so a part's number
 * says where it stands. The store keeps the list of them: nothing is to be remembered here.
 */
@LetsOut(Surface.OBJECT_STORE)
final class S3Writing implements FileStorage.Writing {
  /** Stores take no smaller parts than 5 MiB, and 10,000 of them. */
  static final int PART_BYTES = 16 << 20;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final Runnable closed;
  private final Path waiting;
  private final FileChannel part;
  private final List<CompletedPart> done = new ArrayList<>();
  private Optional<String> upload = Optional.empty();

  S3Writing(S3Client client, String bucket, String key, Path parts, Runnable closed)
      throws IOException {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.closed = closed;
    this.waiting = PartFiles.create(parts);
    this.part = FileChannel.open(waiting, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public void from(long offset) throws IOException {
    if (offset % PART_BYTES != 0) {
      throw new IOException(
          "offset: %d (expected: a multiple of %d)".formatted(offset, PART_BYTES));
    }
    int kept = (int) (offset / PART_BYTES);
    Optional<MultipartUpload> begun = S3Storage.uploads(client, bucket, key).stream().findFirst();
    if (begun.isPresent()) {
      upload = Optional.of(begun.get().uploadId());
      keep(upload.get(), kept);
    } else if (kept > 0) {
      copy(kept);
    }
  }

  /** Goes on behind so many parts that are there. */
  private void keep(String id, int kept) throws IOException {
    List<Part> parts =
        call(() ->
            client
                .listPartsPaginator(it -> it.bucket(bucket).key(key).uploadId(id))
                .parts()
                .stream()
                .toList());
    for (Part each : parts) {
      if (each.partNumber() == done.size() + 1 && done.size() < kept && each.size() == PART_BYTES) {
        done.add(completed(each.partNumber(), each.eTag()));
      }
    }
    requireParts(kept);
  }

  /** Takes up an upload that came to its end, but was not noted: its object is the first parts. */
  private void copy(int kept) throws IOException {
    long size;
    try {
      size = client.headObject(it -> it.bucket(bucket).key(key)).contentLength();
    } catch (NoSuchKeyException none) {
      size = 0;
    }
    if (size < (long) kept * PART_BYTES) {
      requireParts(kept);
    }
    String id = begin();
    for (int number = 1; number <= kept; number++) {
      long start = (long) (number - 1) * PART_BYTES;
      String range = "bytes=%d-%d".formatted(start, start + PART_BYTES - 1);
      int copied = number;
      String tag =
          call(() ->
              client
                  .uploadPartCopy(it ->
                      it.sourceBucket(bucket)
                          .sourceKey(key)
                          .copySourceRange(range)
                          .destinationBucket(bucket)
                          .destinationKey(key)
                          .uploadId(id)
                          .partNumber(copied))
                  .copyPartResult()
                  .eTag());
      done.add(completed(number, tag));
    }
  }

  private void requireParts(int kept) throws IOException {
    if (done.size() < kept) {
      throw new IOException("parts: %d (expected: at least %d)".formatted(done.size(), kept));
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int room = (int) Math.min(bytes.remaining(), PART_BYTES - part.position());
      ByteBuffer some = bytes.slice(bytes.position(), room);
      while (some.hasRemaining()) {
        part.write(some);
      }
      bytes.position(bytes.position() + room);
      if (part.position() == PART_BYTES) {
        send();
      }
    }
  }

  /** Sends the part that waits. */
  private void send() throws IOException {
    String id = upload.isPresent() ? upload.get() : begin();
    int number = done.size() + 1;
    String tag =
        call(() ->
            client
                .uploadPart(
                    it -> it.bucket(bucket).key(key).uploadId(id).partNumber(number),
                    RequestBody.fromFile(waiting))
                .eTag());
    done.add(completed(number, tag));
    part.truncate(0);
  }

  private String begin() throws IOException {
    String id =
        call(() -> client.createMultipartUpload(it -> it.bucket(bucket).key(key)).uploadId());
    upload = Optional.of(id);
    return id;
  }

  /** Only whole parts are safe: the store takes no smaller ones before the end. */
  @Override
  public long sync() {
    return (long) done.size() * PART_BYTES;
  }

  @Override
  public void finish() throws IOException {
    if (upload.isEmpty()) {
      call(() -> client.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromFile(waiting)));
      return;
    }
    if (part.position() > 0 || done.isEmpty()) {
      send();
    }
    String id = upload.get();
    call(() ->
        client.completeMultipartUpload(it ->
            it.bucket(bucket).key(key).uploadId(id).multipartUpload(parts -> parts.parts(done))));
  }

  @Override
  public void close() throws IOException {
    try {
      part.close();
      Files.deleteIfExists(waiting);
    } finally {
      closed.run();
    }
  }

  private static CompletedPart completed(int number, String tag) {
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }
}
