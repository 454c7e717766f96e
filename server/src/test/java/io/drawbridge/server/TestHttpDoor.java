package io.drawbridge.server;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Commands as {@code POST /v1/<type>}. Thread-safe. */
public final class TestHttpDoor implements TestDoor {
  private static final FrameCodec CODEC = new FrameCodec();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;
  private final Optional<String> accessToken;

  public TestHttpDoor(URI server, Optional<String> accessToken) {
    this.server = server;
    this.accessToken = accessToken;
  }

  @Override
  public <R extends Result> R call(Command<R> command) {
    HttpResponse<byte[]> response = post(command.type(), CODEC.encodeCommand(command));
    DescribedFrames.answered(command.type(), response.statusCode(), response.body());
    if (response.statusCode() != 200) {
      ErrorFrame error = (ErrorFrame) CODEC.decodeServerFrame(response.body());
      throw new Refused(error.code(), error.message());
    }
    @SuppressWarnings("unchecked") // the command names its result
    R result = (R) CODEC.decodeResult(response.body());
    return result;
  }

  /** Sends any body, for what is not a well-formed command. */
  public HttpResponse<byte[]> post(String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/v1/" + type))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    accessToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
