package io.drawbridge.server.file;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static io.drawbridge.server.file.TestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A removal ends what is on its way, in both directions. */
final class FileRemovalWireTest {
  private static final Path FOLDER = folder();

  @AutoClose
  private static final TestServer SERVER =
      TestServer.start(Map.of(ConfigKey.DATA_FOLDER, FOLDER.toString()));

  private static final TestPerson OWNER = SERVER.setUp("Olga");
  private static final TestFiles FILES = new TestFiles(SERVER.url());
  private static final int LARGE_BYTES = 16 << 20;
  private static final int RECEIVE_BYTES = 64 << 10;

  /** How often it is repeated; a thousand times by hand, with {@code -Drepetitions=1000}. */
  private static final int REPETITIONS = Integer.getInteger("repetitions", 3);

  private static Path folder() {
    try {
      return Files.createTempDirectory("drawbridge-removal-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileId large(ConversationId thread) {
    byte[] bytes = new byte[LARGE_BYTES];
    new Random(9).nextBytes(bytes);
    return FILES.share(OWNER, thread, "large.bin", bytes);
  }

  private static Socket socket() throws IOException {
    Socket slow = new Socket();
    slow.setReceiveBufferSize(RECEIVE_BYTES);
    slow.setSoTimeout(30_000);
    slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.url().getPort()));
    return slow;
  }

  /** A download of which the reader has read this many bytes, and then no more. */
  private static Socket stalled(TestPerson by, FileId file, int read) throws IOException {
    Socket slow = socket();
    slow.getOutputStream()
        .write(
            "GET /v1/files/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(file, by.tokens().accessToken().value())
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(slow.getInputStream().readNBytes(read), StandardCharsets.ISO_8859_1))
        .startsWith("HTTP/1.1 200");
    return slow;
  }

  /** What the storage does not give now is not said to be gone: clients would throw theirs away. */
  @Test
  void fileThatCannotBeReadIsNotAbsent() throws IOException {
    ConversationId thread = TestSteps.thread(OWNER, "Unreadable");
    FileId file = FILES.share(OWNER, thread, "a.txt", text("a"));
    Path bytes;
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      bytes = paths.filter(it -> it.endsWith(file.toString())).findFirst().orElseThrow();
    }
    Files.delete(bytes);
    assertThat(FILES.get(OWNER, file).statusCode()).isEqualTo(404);
    Files.createDirectory(bytes);
    HttpResponse<byte[]> failed = FILES.get(OWNER, file);
    assertThat(failed.statusCode()).isEqualTo(ErrorCode.UNAVAILABLE.httpStatus());
    assertThat(new String(failed.body(), StandardCharsets.UTF_8)).contains("unavailable");
    Files.delete(bytes);
    Files.write(bytes, text("a"));
    assertThat(FILES.get(OWNER, file).body()).isEqualTo(text("a"));
  }

  /** Reads until the server stops, with a reset or without; returns how many bytes. */
  private static long rest(InputStream in) {
    long rest = 0;
    byte[] some = new byte[RECEIVE_BYTES];
    try {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        rest += count;
      }
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return rest;
  }

  /** Leak65: what had not arrived when the receipt came never does, however slow the reader is. */
  @Test
  void leak65DownloadEndsWithinTheFence() throws IOException {
    ConversationId thread = TestSteps.thread(OWNER, "Large");
    FileId file = large(thread);
    TestPerson external = TestSteps.external(SERVER, OWNER, thread, "Xenia65");
    // So that they can be added by name again.
    TestSteps.add(OWNER, TestSteps.thread(OWNER, "Other"), external.account());
    file = FILES.share(OWNER, thread, "seen.bin", FILES.get(OWNER, file).body());
    long late = 0;
    for (int i = 0; i < REPETITIONS; i++) {
      // Each time stalled somewhere else: within the head, in a piece, and between two.
      try (Socket slow = stalled(external, file, 100 + i * 7_919 % LARGE_BYTES / 2)) {
        TestSteps.remove(OWNER, thread, external.account());
        long there = slow.getInputStream().available();
        late += Math.max(0, rest(slow.getInputStream()) - there);
      }
      assertThat(FILES.get(external, file).statusCode()).isEqualTo(404);
      TestSteps.add(OWNER, thread, external.account());
      file = FILES.share(OWNER, thread, "seen.bin", FILES.get(OWNER, file).body());
    }
    assertThat(late).as("bytes after the receipt, in %d removals", REPETITIONS).isZero();
  }

  @Test
  void downloadEndsWithItsSession() throws IOException {
    ConversationId thread = TestSteps.thread(OWNER, "Large");
    FileId file = large(thread);
    TestPerson again = SERVER.signIn("Olga");
    try (Socket slow = stalled(again, file, 1_000)) {
      OWNER.call(new SessionCommand.Revoke(clientId(), again.tokens().session()));
      long there = slow.getInputStream().available();
      assertThat(rest(slow.getInputStream())).isLessThanOrEqualTo(there);
    }
  }

  /** The bytes of a deleted message are read no further by who is reading them. */
  @Test
  void downloadEndsWithItsMessage() throws IOException {
    ConversationId thread = TestSteps.thread(OWNER, "Large");
    FileId file = large(thread);
    long pos = TestFiles.newest(OWNER, thread).pos();
    try (Socket slow = stalled(OWNER, file, 1_000)) {
      OWNER.call(new MessageCommand.Delete(clientId(), thread, pos));
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> storedOf(file) == 0);
      assertThat(rest(slow.getInputStream())).isLessThan(LARGE_BYTES - 1_000);
    }
  }

  private static long storedOf(FileId file) {
    return SERVER
        .database()
        .database()
        .query(handle ->
            handle
                .createQuery(
                    "select (select count(*) from file where id = :id)"
                        + " + (select count(*) from file_gone where id = :id)")
                .bind("id", file.value())
                .mapTo(Long.class)
                .one());
  }

  /** An upload that is under way at a removal comes to nothing: no message carries it. */
  @Test
  void uploadOfSomebodyRemovedIsCarriedByNothing() throws IOException {
    ConversationId thread = TestSteps.thread(OWNER, "Up");
    TestPerson external = TestSteps.external(SERVER, OWNER, thread, "XeniaUp");
    FileId file = TestFiles.begin(external, thread, "a.bin", 200_000).file();
    try (Socket slow = beginUpload(external, file, 200_000, new byte[100_000])) {
      TestSteps.remove(OWNER, thread, external.account());
      slow.getOutputStream().write(new byte[100_000]);
      assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
    }
    refused(ErrorCode.NOT_FOUND, () -> TestFiles.send(external, thread, "late", file));
    assertThat(FILES.get(external, file).statusCode()).isEqualTo(404);
  }

  /** What a client sent before it was cut off is kept, and told. */
  @Test
  void cutUploadKeepsWhatCame() throws IOException {
    ConversationId thread = TestSteps.thread(OWNER, "Up");
    byte[] bytes = new byte[200_000];
    new Random(10).nextBytes(bytes);
    FileId file = TestFiles.begin(OWNER, thread, "a.bin", bytes.length).file();
    Socket cut = beginUpload(OWNER, file, bytes.length, Arrays.copyOf(bytes, 131_072));
    cut.shutdownOutput();
    cut.close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> OWNER.call(new MessageCommand.ShowUpload(file)).received() == 131_072);
    FILES.put(OWNER, file, 131_072, Arrays.copyOfRange(bytes, 131_072, bytes.length));
    TestFiles.send(OWNER, thread, "whole", file);
    assertThat(FILES.get(OWNER, file).body()).isEqualTo(bytes);
  }

  private static Socket beginUpload(TestPerson by, FileId file, int length, byte[] first)
      throws IOException {
    Socket up = socket();
    up.getOutputStream()
        .write(
            """
            PUT /v1/files/%s HTTP/1.1
            Host: localhost
            Authorization: Bearer %s
            Content-Length: %d

            """
                .formatted(file, by.tokens().accessToken().value(), length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    up.getOutputStream().write(first);
    return up;
  }

  /** Two requests for one upload do not mix: the second is told to come later. */
  @Test
  void oneWriterAtATime() throws IOException {
    ConversationId thread = TestSteps.thread(OWNER, "Up");
    FileId file = TestFiles.begin(OWNER, thread, "a.bin", 200_000).file();
    try (Socket first = beginUpload(OWNER, file, 200_000, new byte[70_000])) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> FILES.put(OWNER, file, 0, text("x")).statusCode() == 503);
      first.getOutputStream().write(new byte[130_000]);
      assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
    }
  }
}
