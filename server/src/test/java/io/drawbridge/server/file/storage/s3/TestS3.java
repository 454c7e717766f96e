package io.drawbridge.server.file.storage.s3;

import io.drawbridge.protocol.text.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A server of S3 (Adobe's S3Mock) with one bucket, as a process of its own. */
final class TestS3 implements AutoCloseable {
  private static final String BUCKET = "drawbridge";
  private static final Duration START_MAX = Duration.ofMinutes(8);

  private final Process process;
  private final URI endpoint;

  private TestS3(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static TestS3 start() {
    try {
      int port = freePort();
      Path log = Files.createTempFile("s3-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  program(),
                  "--http.port=" + port,
                  "--server.port=0",
                  "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      URI endpoint = URI.create("http://127.0.0.1:" + port);
      TestS3 started = new TestS3(builder.start(), endpoint);
      Awaitility.await()
          .atMost(START_MAX)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> started.answers() || !started.process.isAlive());
      if (!started.process.isAlive()) {
        throw new IllegalStateException(Files.readString(log));
      }
      Files.delete(log);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bucket, by a key that this server does not look at. */
  S3Place place() {
    return place(BUCKET);
  }

  S3Place place(String bucket) {
    return place(endpoint, bucket);
  }

  static S3Place place(URI endpoint, String bucket) {
    return new S3Place(
        Optional.of(endpoint), "us-east-1", bucket, "test-key", new Secret("test-secret"));
  }

  private boolean answers() {
    try {
      HttpURLConnection asked =
          (HttpURLConnection) endpoint.resolve("/" + BUCKET).toURL().openConnection();
      asked.setConnectTimeout(1_000);
      asked.setReadTimeout(30_000);
      return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String program() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .filter(it -> it.contains("s3mock"))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
