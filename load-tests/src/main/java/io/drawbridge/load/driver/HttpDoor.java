package io.drawbridge.load.driver;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.AccountResult;
import io.drawbridge.protocol.frame.Command;
import io.drawbridge.protocol.frame.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Commands by HTTP, for setting a run up. Blocks; thread-safe. */
public final class HttpDoor implements AutoCloseable {
  private final FrameCodec codec = new FrameCodec();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  public HttpDoor(URI server) {
    this.server = server;
  }

  /** Sends a command that needs no sign-in. */
  public <R extends Result> R call(Command<R> command) {
    return call(Optional.empty(), command);
  }

  /** Sends a command as the owner of these tokens. */
  public <R extends Result> R call(AccountResult.Tokens tokens, Command<R> command) {
    return call(Optional.of(tokens.accessToken().value()), command);
  }

  @SuppressWarnings("unchecked") // the result type belongs to the command
  private <R extends Result> R call(Optional<String> accessToken, Command<R> command) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/v1/" + command.type()))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(codec.encodeCommand(command)));
    accessToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "%s answered %d: %s"
                .formatted(
                    command.type(),
                    answer.statusCode(),
                    new String(answer.body(), StandardCharsets.UTF_8)));
      }
      return (R) codec.decodeResult(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(command.type() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command.type() + " was interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
