package io.drawbridge.server.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests what a browser is told to keep, behind a proxy and under a prefix. */
final class BrowserCookieTest {
  private static final Tokens TOKENS =
      new Tokens(
          new Secret("access"),
          Instant.EPOCH,
          new Secret("refresh"),
          new AccountId(1),
          new SessionId(2));

  private final OriginPolicy unsaid = new OriginPolicy(Optional.empty(), List.of(), false);

  /** The page's own origin says how it came, so that no header of a proxy has to be believed. */
  @Test
  void cookieIsSecureWhereThePageCameByTls() {
    OriginPolicy said =
        new OriginPolicy(Optional.of(URI.create("https://chat.example")), List.of(), false);
    for (OriginPolicy policy : List.of(said, unsaid)) {
      assertThat(set(request("https://chat.example", "chat.example", "stay"), policy, "/chat"))
          .isEqualTo(
              "__Secure-drawbridge=refresh; Max-Age=34560000; Path=/chat/v1/session.refresh;"
                  + " Secure; HTTPOnly; SameSite=Strict");
    }
    assertThat(BrowserCookie.of(request("http://chat.example", "chat.example", "stay"), said, ""))
        .isEmpty();
  }

  /** Browsers give a cookie to every port of its host. */
  @Test
  void serversOfOneHostHaveCookiesOfTheirOwn() {
    assertThat(set(request("http://localhost:8080", "localhost:8080", "visit"), unsaid, ""))
        .isEqualTo("drawbridge-8080=refresh; Path=/v1/session.refresh; HTTPOnly; SameSite=Strict");
  }

  @Test
  void signOutTakesItAway() {
    BrowserCookie cookie =
        BrowserCookie.of(request("http://localhost", "localhost", "stay"), unsaid, "")
            .orElseThrow();
    HttpResponse response = response();
    cookie.follow(new AccountCommand.SignOut(), new Done(), response);
    assertThat(response.headers().get("Set-Cookie")).contains("Max-Age=0");
    HttpResponse other = response();
    cookie.follow(new AccountCommand.Me(), new Done(), other);
    assertThat(other.headers().get("Set-Cookie")).isNull();
  }

  private static String set(FullHttpRequest request, OriginPolicy policy, String prefix) {
    BrowserCookie cookie = BrowserCookie.of(request, policy, prefix).orElseThrow();
    HttpResponse response = response();
    cookie.follow(new AccountCommand.Me(), TOKENS, response);
    // When it ends is said twice, for old browsers.
    return response.headers().get("Set-Cookie").replaceAll(" Expires=[^;]*;", "");
  }

  private static HttpResponse response() {
    return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
  }

  private static FullHttpRequest request(String origin, String host, String asked) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/v1/account.sign_in");
    request.headers().set("Host", host).set("Origin", origin).set(BrowserCookie.HEADER, asked);
    return request;
  }
}
