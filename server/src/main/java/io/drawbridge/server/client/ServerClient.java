package io.drawbridge.server.client;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** One person's (or nobody's) way in: commands over HTTP, as any client sends them. */
@LetsOut(Surface.CLIENT)
public final class ServerClient {
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final FrameCodec CODEC = new FrameCodec();

  private final HttpClient http;
  private final URI server;
  private final Optional<Secret> accessToken;

  private ServerClient(HttpClient http, URI server, Optional<Secret> accessToken) {
    this.http = http;
    this.server = server;
    this.accessToken = accessToken;
  }

  /** Nobody's way in to the server at this address. */
  public static ServerClient of(URI server) {
    return new ServerClient(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build(),
        server,
        Optional.empty());
  }

  /** The same, by somebody's token. */
  public ServerClient as(Secret token) {
    return new ServerClient(http, server, Optional.of(token));
  }

  /**
   * Sends the command and waits for its result.
   *
   * @throws Failure as the server answered; {@code unavailable} if it does not
   */
  public <R extends Result> R call(Command<R> command) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/v1/" + command.type()))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(CODEC.encodeCommand(command)));
    @SuppressWarnings("unchecked") // the command names its result
    R result = (R) CODEC.decodeResult(exchange(command.type(), request));
    return result;
  }

  /**
   * Brings the bytes of an upload that was begun, all at once.
   *
   * @throws Failure as the server answered; {@code unavailable} if it does not
   */
  public void upload(FileId file, byte[] bytes) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/v1/files/" + file + "?offset=0"))
            .timeout(TIMEOUT)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
    exchange("the upload " + file, request);
  }

  private byte[] exchange(String what, HttpRequest.Builder request) {
    accessToken.ifPresent(it -> request.header("Authorization", "Bearer " + it.value()));
    HttpResponse<byte[]> response = send(request.build());
    if (response.statusCode() != 200) {
      ErrorFrame error = (ErrorFrame) CODEC.decodeServerFrame(response.body());
      throw Failure.of(error.code(), what + ": " + error.message());
    }
    return response.body();
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw Failure.unavailable(
          "%s: no answer (expected: a running server)".formatted(server), RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
