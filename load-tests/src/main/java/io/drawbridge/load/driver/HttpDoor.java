package io.drawbridge.load.driver;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Commands by HTTP, for setting a run up. Blocks; thread-safe. Fails with {@link Refused} if the
 * server says no, with {@link NoAnswer} if it says nothing.
 */
public final class HttpDoor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FrameCodec codec = new FrameCodec();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final Duration patience;

  public HttpDoor(URI server) {
    this(server, PATIENCE);
  }

  /** A door at which nobody waits longer for an answer. */
  HttpDoor(URI server, Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  /** The server said no. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    public Refused(String command, ErrorCode code, String message) {
      super("%s: %s: %s".formatted(command, code.wire(), message));
      this.code = code;
    }

    public ErrorCode code() {
      return code;
    }
  }

  /** The connection ended, or could not be made, before an answer came. */
  public static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoAnswer(String command, IOException cause) {
      super(command + " got no answer", cause);
    }
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
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(codec.encodeCommand(command)));
    accessToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw refused(command, answer.body());
      }
      return (R) codec.decodeResult(answer.body());
    } catch (IOException e) {
      throw new NoAnswer(command.type(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command.type() + " was interrupted", e);
    }
  }

  private RuntimeException refused(Command<?> command, byte[] body) {
    return codec.decodeServerFrame(body) instanceof ErrorFrame error
        ? new Refused(command.type(), error.code(), error.message())
        : new IllegalStateException(command.type() + " got an answer that is no answer");
  }

  @Override
  public void close() {
    http.close();
  }
}
