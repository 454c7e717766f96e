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
    for (MultipartUpload begun : S3Storage.uploads(client, bucket, key)) {
      List<CompletedPart> there = kept == 0 ? List.of() : parts(begun.uploadId(), kept);
      if (upload.isEmpty() || there.size() > done.size()) {
        upload = Optional.of(begun.uploadId());
        done.clear();
        done.addAll(there);
      }
    }
    if (done.size() < kept) {
      copy(kept);
    }
  }

  /** The first parts of an upload, at most so many, as far as none is missing. */
  private List<CompletedPart> parts(String id, int most) throws IOException {
    List<Part> parts =
        call(() ->
            client
                .listPartsPaginator(it -> it.bucket(bucket).key(key).uploadId(id))
                .parts()
                .stream()
                .toList());
    List<CompletedPart> first = new ArrayList<>();
    for (Part each : parts) {
      if (first.size() < most
          && each.partNumber() == first.size() + 1
          && each.size() == PART_BYTES) {
        first.add(completed(each.partNumber(), each.eTag()));
      }
    }
    return first;
  }

  /**
   * Takes up an upload that came to its end, but was not noted: its object is the first parts. An
   * earlier request may have copied some of them.
   */
  private void copy(int kept) throws IOException {
    if (size() < (long) kept * PART_BYTES) {
      throw new IOException("parts: %d (expected: at least %d)".formatted(done.size(), kept));
    }
    String id = upload.isPresent() ? upload.get() : begin();
    while (done.size() < kept) {
      int number = done.size() + 1;
      long start = (long) done.size() * PART_BYTES;
      String range = "bytes=%d-%d".formatted(start, start + PART_BYTES - 1);
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
                          .partNumber(number))
                  .copyPartResult()
                  .eTag());
      done.add(completed(number, tag));
    }
  }

  /** The bytes of the object; 0 if there is none. */
  private long size() throws IOException {
    return call(() -> {
      try {
        return client.headObject(it -> it.bucket(bucket).key(key)).contentLength();
      } catch (NoSuchKeyException none) {
        return 0L;
      }
    });
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
