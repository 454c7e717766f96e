package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.CookieHeaderNames.SameSite;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps the refresh token of our own page in a cookie, where no script reads it and which goes to
 * nothing but {@code session.refresh}. A request asks for that by {@link #HEADER}, which no page of
 * another origin can send; all that the cookie is good for is an answer that only our page reads.
 *
 * @param name of the cookie, with the port: a host's servers share its cookies
 * @param path the only path that the browser sends it to
 * @param secure whether the page came by TLS, as its own origin says: behind a proxy too
 * @param stays whether it outlives the browser's closing
 * @param held the token that the browser sent, if it sent exactly one
 */
public record BrowserCookie(
    String name, String path, boolean secure, boolean stays, Optional<Secret> held) {
  /** What a page of ours sends: {@code stay} or {@code visit}. */
  public static final String HEADER = "Drawbridge-Browser";

  /** As long as browsers keep a cookie; the session's own end comes first. */
  private static final long KEPT_SECONDS = 400L * 24 * 60 * 60;

  private static final String REFRESH = "/v1/session.refresh";
  private static final String STAY = "stay";
  private static final String VISIT = "visit";
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,256}");

  /** Returns whether a request asks for it. */
  public static boolean isAsked(FullHttpRequest request) {
    return request.headers().contains(HEADER);
  }

  /**
   * The cookie of a request that asks for it; empty if the request is not surely one of our own
   * page: its one origin is ours, and the browser does not say otherwise.
   */
  public static Optional<BrowserCookie> of(
      FullHttpRequest request, OriginPolicy policy, String prefix) {
    HttpHeaders heads = request.headers();
    List<String> asked = heads.getAll(HEADER);
    List<String> origins = heads.getAll(HttpHeaderNames.ORIGIN);
    boolean known = asked.equals(List.of(STAY)) || asked.equals(List.of(VISIT));
    boolean own =
        origins.size() == 1
            && policy.judge(origins, heads.get(HttpHeaderNames.HOST, ""))
                == OriginPolicy.Standing.OWN
            && heads.getAll(FETCH_SITE).stream().allMatch("same-origin"::equals);
    if (!known || !own) {
      return Optional.empty();
    }
    URI origin = URI.create(origins.getFirst());
    boolean secure = "https".equalsIgnoreCase(origin.getScheme());
    String name =
        (secure ? "__Secure-" : "")
            + "drawbridge"
            + (origin.getPort() < 0 ? "" : "-" + origin.getPort());
    return Optional.of(
        new BrowserCookie(
            name, prefix + REFRESH, secure, asked.getFirst().equals(STAY), held(heads, name)));
  }

  private static Optional<Secret> held(HttpHeaders heads, String name) {
    List<Secret> held =
        heads.getAll(HttpHeaderNames.COOKIE).stream()
            .flatMap(line -> ServerCookieDecoder.STRICT.decodeAll(line).stream())
            .filter(cookie -> cookie.name().equals(name))
            .map(Cookie::value)
            .filter(value -> TOKEN.matcher(value).matches())
            .map(Secret::new)
            .toList();
    // A sibling host may have put another one beside ours.
    return held.size() == 1 ? Optional.of(held.getFirst()) : Optional.empty();
  }

  /** The command with the token that the browser keeps in the place of the word for it. */
  public Command<?> completed(Command<?> command) {
    return command instanceof SessionCommand.Refresh refresh
            && refresh.refreshToken().equals(Tokens.COOKIE)
        ? new SessionCommand.Refresh(held.orElse(Tokens.COOKIE))
        : command;
  }

  /** The result as the page's script may see it. */
  static Result shown(Result result) {
    return switch (result) {
      case Tokens tokens -> tokens.inCookie();
      case Redeemed redeemed ->
          new Redeemed(redeemed.tokens().inCookie(), redeemed.conversation(), redeemed.workspace());
      default -> result;
    };
  }

  /** Gives the browser the token that the result has to keep, or has it forget the one it kept. */
  void follow(Command<?> command, Result result, HttpResponse response) {
    switch (result) {
      case Tokens tokens -> set(response, tokens.refreshToken().value(), KEPT_SECONDS);
      case Redeemed redeemed -> follow(command, redeemed.tokens(), response);
      default -> {
        if (command instanceof AccountCommand.SignOut) {
          set(response, "", 0);
        }
      }
    }
  }

  private void set(HttpResponse response, String value, long seconds) {
    DefaultCookie cookie = new DefaultCookie(name, value);
    cookie.setPath(path);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setSameSite(SameSite.Strict);
    if (stays || seconds == 0) {
      cookie.setMaxAge(seconds);
    }
    response.headers().add(HttpHeaderNames.SET_COOKIE, ServerCookieEncoder.STRICT.encode(cookie));
  }
}
