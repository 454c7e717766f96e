package io.drawbridge.server.edge;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.edge.http.AdditionsByCsv;
import io.drawbridge.server.edge.http.BrowserCookie;
import io.drawbridge.server.edge.http.OriginPolicy;
import io.drawbridge.server.edge.http.RequestRules;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.http.Target;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.webhook.incoming.SlackBody;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads commands from the bodies of requests. */
final class CommandBodies {
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  private final EdgeParts parts;
  private final Responses responses;
  private final OriginPolicy origins;

  CommandBodies(EdgeParts parts, HttpShared shared) {
    this.parts = parts;
    this.responses = shared.responses();
    this.origins = shared.origins();
  }

  /** What a body is: a command, or something that is refused. */
  sealed interface Read {
    /** {@code answers}: in what form it is answered. */
    record Good(Command<?> command, Responses answers) implements Read {}

    record Refused(FullHttpResponse answer) implements Read {}
  }

  /** Reads a command in JSON. */
  Read command(FullHttpRequest request, String type) {
    if (CommandTypes.find(type).isPresent() && !RequestRules.isJson(request)) {
      return refused("application/json");
    }
    Read read =
        read(
            type, () -> parts.codec().decodeCommand(type, ByteBufUtil.getBytes(request.content())));
    return read instanceof Read.Good good && BrowserCookie.isAsked(request)
        ? kept(request, good.command())
        : read;
  }

  /** A command of a page whose browser keeps the refresh token. */
  private Read kept(FullHttpRequest request, Command<?> command) {
    return BrowserCookie.of(request, origins, parts.config().pathPrefix())
        .<Read>map(
            cookie -> new Read.Good(cookie.completed(command), responses.kept(cookie, command)))
        .orElseGet(() -> {
          parts.security().record(SecurityEvent.ORIGIN_REFUSED, Fact.reason("cookie"));
          return new Read.Refused(
              responses.error(
                  ErrorCode.ORIGIN_REFUSED,
                  BrowserCookie.HEADER + ": another page (expected: stay or visit, from our own)"));
        });
  }

  /** Reads a list of addresses as CSV. */
  Read additions(FullHttpRequest request, Target.Additions list) {
    return RequestRules.isCsv(request)
        ? read(
            "member.add_many",
            () -> AdditionsByCsv.command(list, ByteBufUtil.getBytes(request.content())))
        : refused("text/csv");
  }

  /** Reads what a mail program posts to stop mails: one form, which says no more than that. */
  Read stop(FullHttpRequest request, Target.Stop link) {
    String body = request.content().toString(StandardCharsets.UTF_8);
    return body.contains(ONE_CLICK)
        ? read("mail.stop", () -> new InvitationCommand.StopMails(new Secret(link.token()), false))
        : new Read.Refused(
            responses.error(
                ErrorCode.INVALID, "body: another (expected: %s)".formatted(ONE_CLICK)));
  }

  /** Reads what another service posts by a webhook. */
  Read hook(FullHttpRequest request, Target.Hook hook) {
    return read(
        "webhook.post",
        responses.worded(),
        () ->
            SlackBody.command(
                hook.webhook(),
                hook.secret(),
                Optional.ofNullable(request.headers().get("Idempotency-Key")),
                RequestRules.isForm(request),
                ByteBufUtil.getBytes(request.content())));
  }

  private Read read(String type, Supplier<Command<?>> reading) {
    return read(type, responses, reading);
  }

  private Read read(String type, Responses answers, Supplier<Command<?>> reading) {
    try {
      return new Read.Good(reading.get(), answers);
    } catch (ProtocolException bad) {
      return new Read.Refused(
          responses.error(parts.dispatcher().error(Optional.empty(), type, bad)));
    }
  }

  private Read refused(String expected) {
    return new Read.Refused(
        responses.error(
            ErrorCode.INVALID, "content-type: another (expected: %s)".formatted(expected)));
  }
}
