package io.drawbridge.server.file.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StorageContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket keeps files as a folder does. */
final class S3StorageWireTest implements StorageContract {
  @AutoClose private static final TestS3 S3 = TestS3.start();
  @AutoClose private static final S3Storage STORAGE = open();

  private static S3Storage open() {
    try {
      Path parts = Files.createTempDirectory("drawbridge-parts-");
      Files.createFile(parts.resolve("part-left"));
      S3Storage storage = S3Storage.open(S3.place(), parts);
      assertThat(parts).isEmptyDirectory();
      return storage;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FileStorage storage() {
    return STORAGE;
  }

  /** A cut while parts were copied leaves an upload with fewer of them: it goes on from there. */
  @Test
  void uploadGoesOnWhereItsCopyingWasCut() throws IOException {
    FileId id = StorageContract.id();
    byte[] all = StorageContract.some(34_000_000);
    StorageContract.write(STORAGE, id, 0, all, all.length, true);
    try (S3Client client = S3Storage.client(S3.place())) {
      String begun = begin(client, id);
      client.uploadPart(
          it -> it.bucket(S3.place().bucket()).key(id.toString()).uploadId(begun).partNumber(1),
          RequestBody.fromBytes(Arrays.copyOf(all, S3Writing.PART_BYTES)));
    }
    StorageContract.write(STORAGE, id, 2L * S3Writing.PART_BYTES, all, all.length, true);
    assertThat(StorageContract.read(STORAGE, id, 0, all.length)).isEqualTo(all);
    STORAGE.delete(id);
  }

  /** Of several uploads of one file, the one goes on that has the parts. */
  @Test
  void uploadWithTheMostPartsGoesOn() throws IOException {
    FileId id = StorageContract.id();
    byte[] all = StorageContract.some(17_000_000);
    try (S3Client client = S3Storage.client(S3.place())) {
      begin(client, id);
      String begun = begin(client, id);
      client.uploadPart(
          it -> it.bucket(S3.place().bucket()).key(id.toString()).uploadId(begun).partNumber(1),
          RequestBody.fromBytes(Arrays.copyOf(all, S3Writing.PART_BYTES)));
      begin(client, id);
    }
    StorageContract.write(STORAGE, id, S3Writing.PART_BYTES, all, all.length, true);
    assertThat(StorageContract.read(STORAGE, id, 0, all.length)).isEqualTo(all);
    STORAGE.delete(id);
    assertThat(STORAGE.ids()).doesNotContain(id);
  }

  private static String begin(S3Client client, FileId id) {
    return client
        .createMultipartUpload(it -> it.bucket(S3.place().bucket()).key(id.toString()))
        .uploadId();
  }

  /** A store that refuses is the storage's failure, at whatever request. */
  @Test
  void refusedHeadIsFailureOfTheStorage() throws IOException {
    HttpServer refusing =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    refusing.createContext(
        "/",
        exchange -> {
          byte[] body = "<ListMultipartUploadsResult/>".getBytes(UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(head ? 403 : 200, head ? -1 : body.length);
          if (!head) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    refusing.start();
    S3Place place =
        TestS3.place(URI.create("http://127.0.0.1:" + refusing.getAddress().getPort()), "bucket");
    try (S3Storage storage = S3Storage.open(place, Files.createTempDirectory("drawbridge-parts-"));
        FileStorage.Writing writing = storage.write(StorageContract.id())) {
      assertThatThrownBy(() -> writing.from(S3Writing.PART_BYTES)).isInstanceOf(IOException.class);
    } finally {
      refusing.stop(0);
    }
  }

  @Test
  void probeTellsWhetherTheBucketCanBeWritten() throws IOException {
    STORAGE.probe();
    try (S3Storage elsewhere = S3Storage.prober(S3.place("nowhere"))) {
      assertThatThrownBy(elsewhere::probe).isInstanceOf(IOException.class);
    }
    assertThat(S3.place().where()).doesNotContain("test-secret");
    assertThat(S3.place().toString()).doesNotContain("test-secret");
  }
}
