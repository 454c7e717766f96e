package io.drawbridge.client;

import io.drawbridge.client.background.Causes;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends commands by HTTP, one request each. Any thread; never blocks. */
public final class HttpCaller implements Caller {

  private static final int OK = 200;

  private final HttpClient http;
  private final ServerAddress server;
  private final Supplier<Optional<Secret>> accessToken;
  private final Duration timeout;
  private final FrameCodec codec = Settings.CODEC;

  /**
   * Makes a caller.
   *
   * @param http may be shared
   * @param server as in {@link ChatClient#builder}
   * @param accessToken asked for each request; empty for commands that need none
   * @param timeout of one request
   */
  public HttpCaller(
      HttpClient http, URI server, Supplier<Optional<Secret>> accessToken, Duration timeout) {
    this.http = http;
    this.server = ServerAddress.of(server);
    this.accessToken = accessToken;
    this.timeout = timeout;
  }

  @Override
  public <R extends Result> CompletableFuture<R> call(Command<R> command) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.command(command.type()))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(codec.encodeCommand(command)));
    accessToken
        .get()
        .ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
        .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(unanswered(command, thrown)))
        .thenApply(response -> read(command, response));
  }

  private RequestFailed unanswered(Command<?> command, Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    RequestFailed failed =
        new RequestFailed(
            command.type(),
            cause instanceof HttpTimeoutException
                ? new RequestFailed.Reason.TimedOut(
                    timeout, !(cause instanceof HttpConnectTimeoutException))
                : new RequestFailed.Reason.Disconnected(true));
    failed.initCause(cause);
    return failed;
  }

  private <R extends Result> R read(Command<R> command, HttpResponse<byte[]> response) {
    String type = command.type();
    try {
      if (response.statusCode() == OK) {
        Result result = codec.decodeResult(response.body());
        @SuppressWarnings("unchecked") // resultOf names the class that the command declares
        R expected = (R) CommandTypes.resultOf(type).cast(result);
        return expected;
      }
    } catch (ProtocolException | ClassCastException unreadable) {
      throw unreadable(type, response.statusCode());
    }
    throw refused(type, response.statusCode(), response.body());
  }

  /**
   * Says why a request was refused, by its answer.
   *
   * @param what was asked for, as {@link RequestFailed#command} tells it
   */
  public static RequestFailed refused(String what, int status, byte[] body) {
    try {
      if (Settings.CODEC.decodeServerFrame(body) instanceof ErrorFrame error) {
        return new RequestFailed(what, refusal(error));
      }
    } catch (ProtocolException notOurs) {
      // From something in between, such as a proxy.
    }
    return unreadable(what, status);
  }

  /** A status without our body comes from something in between, such as a proxy. */
  private static RequestFailed unreadable(String type, int status) {
    return new RequestFailed(
        type,
        status >= ErrorCode.INTERNAL.httpStatus()
            ? new RequestFailed.Reason.Refused(
                ErrorCode.UNAVAILABLE, "HTTP status " + status, Optional.empty())
            : new RequestFailed.Reason.Unreadable("HTTP status " + status));
  }

  static RequestFailed.Reason.Refused refusal(ErrorFrame error) {
    return new RequestFailed.Reason.Refused(
        error.code(), error.message(), error.retryAfterMs().map(Duration::ofMillis));
  }
}
