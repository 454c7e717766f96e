package io.drawbridge.load.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The bytes of files by HTTP/1.1, up and down. Blocks; thread-safe. */
public final class FileDoor implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofMinutes(30);
  private static final int PIECE = 64 << 10;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Brings the bytes that are left of {@code size} from {@code offset} on; answers the status. */
  public int put(URI to, String token, long seed, long size, long offset)
      throws IOException, InterruptedException {
    BodyPublisher body =
        offset == size
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Bytes(seed, size).from(offset)),
                size - offset);
    return http.send(request(to, token).PUT(body).build(), BodyHandlers.discarding()).statusCode();
  }

  /** Downloads, and answers the SHA-256 of what came. */
  public String get(URI from, String token) throws IOException, InterruptedException {
    return get(from, token, 0);
  }

  /**
   * The same at most at this many bytes a second, or as fast as it comes if 0.
   *
   * @throws IOException if the answer is not 200
   */
  public String get(URI from, String token, long bytesPerSecond)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(request(from, token).build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException("%s: status %d".formatted(from, answer.statusCode()));
      }
      MessageDigest digest = Bytes.digest();
      byte[] piece = new byte[PIECE];
      long start = System.nanoTime();
      long came = 0;
      for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
        digest.update(piece, 0, count);
        came += count;
        if (bytesPerSecond > 0) {
          long due = start + came * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
      }
      return Bytes.hex(digest);
    }
  }

  private static HttpRequest.Builder request(URI uri, String token) {
    return HttpRequest.newBuilder(uri).timeout(WITHIN).header("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
