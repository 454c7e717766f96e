package io.drawbridge.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests that the refresh token in a browser's cookie is worth nothing but to our own page. */
final class LeakBrowserCookieWireTest {
  private static final String LISTED = "https://partner.example";
  private static final String STAY = "Drawbridge-Browser: stay";
  private static final Pattern KEPT = Pattern.compile("(drawbridge-[0-9]+)=([A-Za-z0-9_-]{40,})");

  @AutoClose static final TestServer SERVER = TestServer.start(Map.of(ConfigKey.ORIGINS, LISTED));

  private static final TestPerson OWNER = SERVER.setUp("Olivia");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @AfterAll
  static void stop() {
    HTTP.shutdownNow();
  }

  @Test
  void signingInSetsACookieThatNoScriptSees() {
    HttpResponse<String> answer = signIn("Olivia", own(), STAY);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(set(answer))
        .contains("; Path=/v1/session.refresh")
        .contains("; HTTPOnly")
        .contains("; SameSite=Strict")
        .contains("; Max-Age=")
        .doesNotContain("Domain")
        .doesNotContain("Secure");
    assertThat(answer.body())
        .contains("\"refresh_token\":\"cookie\"")
        .doesNotContain(value(answer));

    HttpResponse<String> fresh = refresh(cookie(answer), own(), STAY);
    assertThat(fresh.statusCode()).isEqualTo(200);
    assertThat(value(fresh)).isNotEqualTo(value(answer));
    assertThat(fresh.body()).doesNotContain(value(fresh)).contains("\"access_token\"");
    assertThat(set(signIn("Olivia", own(), "Drawbridge-Browser: visit"))).doesNotContain("Max-Age");
  }

  /** Without the header nothing changes for clients that keep their tokens themselves. */
  @Test
  void otherClientsGetTheirTokenAndNoCookie() {
    HttpResponse<String> answer = signIn("Olivia", own());
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body()).doesNotContain("\"refresh_token\":\"cookie\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Origin: null",
        "Origin: https://evil.example",
        "Origin: " + LISTED,
        "Origin: http://localhost:1",
        "OWN|Sec-Fetch-Site: cross-site",
        "OWN|Sec-Fetch-Site: same-site",
        "OWN|Sec-Fetch-Site: none",
        "OWN|Origin: https://evil.example",
        "OWN|Drawbridge-Browser: stay",
        "Drawbridge-Browser: yes"
      })
  void pageThatIsNotSurelyOursGetsNothing(String heads) {
    String cookie = cookie(signIn("Olivia", own(), STAY));
    List<String> sent = new ArrayList<>(List.of(heads.replace("OWN", own()).split("\\|")));
    sent.removeIf(String::isEmpty);
    if (!heads.startsWith("Drawbridge")) {
      sent.add(STAY);
    } else {
      sent.add(own());
    }
    String[] all = sent.toArray(String[]::new);
    for (HttpResponse<String> answer : List.of(signIn("Olivia", all), refresh(cookie, all))) {
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("origin_refused").doesNotContain("token\"");
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
    // And it is good still: nobody else has used it.
    assertThat(refresh(cookie, own(), STAY).statusCode()).isEqualTo(200);
  }

  /** A form, a picture or a link of another page sends no header of its own. */
  @Test
  void cookieAloneOpensNothing() {
    String cookie = cookie(signIn("Olivia", own(), STAY));
    assertThat(refresh(cookie).statusCode()).isEqualTo(401);
    assertThat(refresh(cookie, own()).statusCode()).isEqualTo(401);
    for (String type : List.of("account.me", "session.list", "inbox.list")) {
      assertThat(post(type, "{}", cookie, own(), STAY).statusCode()).isEqualTo(401);
    }
    HttpRequest.Builder read = HttpRequest.newBuilder(at("session.refresh"));
    assertThat(send(read.header("Cookie", cookie).header("Drawbridge-Browser", "stay").GET()))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(404))
        .satisfies(answer -> assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty());
    HttpRequest.Builder form =
        HttpRequest.newBuilder(at("session.refresh"))
            .header("Cookie", cookie)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"refresh_token\":\"cookie\"}"));
    assertThat(send(form).statusCode()).isEqualTo(400);
    // A sibling host's cookie beside ours: which is meant is not guessed.
    assertThat(refresh(cookie + "; " + cookie, own(), STAY).statusCode()).isEqualTo(401);
  }

  @Test
  void stolenAccessTokenCannotRefresh() {
    HttpResponse<String> answer = signIn("Olivia", own(), STAY);
    String access = "Authorization: Bearer " + field(answer, "access_token");
    assertThat(refresh("", access, own(), STAY).statusCode()).isEqualTo(401);
    String body = "{\"refresh_token\":\"%s\"}".formatted(field(answer, "access_token"));
    assertThat(post("session.refresh", body, "", own(), STAY).statusCode()).isEqualTo(401);
  }

  @Test
  void signOutTakesTheCookieAwayAndEndsIt() {
    HttpResponse<String> answer = signIn("Olivia", own(), STAY);
    String access = "Authorization: Bearer " + field(answer, "access_token");
    HttpResponse<String> out = post("account.sign_out", "{}", "", access, own(), STAY);
    assertThat(set(out)).contains("Max-Age=0").contains("Path=/v1/session.refresh");
    assertThat(refresh(cookie(answer), own(), STAY).statusCode()).isEqualTo(401);
  }

  @Test
  void cookieOfAnEndedSessionGivesNothing() {
    TestSteps.member(SERVER, OWNER, "Rita");
    HttpResponse<String> answer = signIn("Rita", own(), STAY);
    TestPerson phone = SERVER.signIn("Rita");
    phone.call(new SessionCommand.ListSessions()).sessions().stream()
        .filter(each -> each.device().equals("a browser"))
        .forEach(
            each -> phone.call(new SessionCommand.Revoke(TestSteps.clientId(), each.session())));
    assertThat(refresh(cookie(answer), own(), STAY).statusCode()).isEqualTo(401);
  }

  /** Suspended people may sign in, and see nothing of the workspace; erased ones are nobody. */
  @Test
  void cookieOfWhoLostAccessGivesNoneOfIt() {
    ConversationId thread = TestSteps.thread(OWNER, "Secret plans");
    TestSteps.external(SERVER, OWNER, thread, "Tom");
    String cookie = cookie(signIn("Tom", own(), STAY));
    TestPerson tom = SERVER.signIn("Tom");
    TestSteps.remove(OWNER, thread, tom.account());
    cookie = seesNothing(cookie);

    TestSteps.member(SERVER, OWNER, "Uma");
    TestPerson uma = SERVER.signIn("Uma");
    TestSteps.add(OWNER, thread, uma.account());
    String hers = cookie(signIn("Uma", own(), STAY));
    OWNER.call(
        new WorkspaceCommand.Suspend(
            TestSteps.clientId(), TestSteps.workspace(OWNER), uma.account(), Optional.empty()));
    seesNothing(hers);

    tom.call(new AccountCommand.Erase(TestSteps.clientId(), Optional.of(TestServer.PASSWORD)));
    assertThat(refresh(cookie, own(), STAY).statusCode()).isEqualTo(401);
  }

  /** The next cookie, after its access token was tried. */
  private static String seesNothing(String cookie) {
    HttpResponse<String> fresh = refresh(cookie, own(), STAY);
    String access = "Authorization: Bearer " + field(fresh, "access_token");
    assertThat(post("inbox.list", "{}", "", access).body())
        .contains("\"entries\":[]")
        .doesNotContain("Secret plans");
    return cookie(fresh);
  }

  /** A spent one that comes again is a copy: then the session ends, as for every other client. */
  @Test
  void copyOfACookieEndsTheSession() {
    HttpResponse<String> answer = signIn("Olivia", own(), STAY);
    String first = cookie(answer);
    String second = cookie(refresh(first, own(), STAY));
    String third = cookie(refresh(second, own(), STAY));
    SERVER
        .database()
        .execute(
            "update refresh_token set spent_at = spent_at - interval '1 minute', "
                + "issued_at = issued_at - interval '1 minute'");
    assertThat(refresh(first, own(), STAY).statusCode()).isEqualTo(401);
    assertThat(refresh(third, own(), STAY).statusCode()).isEqualTo(401);
  }

  @Test
  void noLineOfTheLogAndNoAddressCarriesAToken() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    lines.start();
    root.addAppender(lines);
    try {
      HttpResponse<String> answer = signIn("Olivia", own(), STAY);
      HttpResponse<String> fresh = refresh(cookie(answer), own(), STAY);
      refresh(cookie(fresh), "Origin: https://evil.example", STAY);
      refresh(cookie(fresh));
      String all = lines.list.toString();
      assertThat(all)
          .doesNotContain(value(answer))
          .doesNotContain(value(fresh))
          .doesNotContain(field(fresh, "access_token"));
      assertThat(fresh.headers().firstValue("Location")).isEmpty();
    } finally {
      root.detachAppender(lines);
    }
  }

  private static HttpResponse<String> signIn(String name, String... heads) {
    return post(
        "account.sign_in",
        "{\"email\":\"%s\",\"password\":\"%s\",\"device\":\"a browser\"}"
            .formatted(TestServer.address(name), TestServer.PASSWORD.value()),
        "",
        heads);
  }

  private static HttpResponse<String> refresh(String cookie, String... heads) {
    return post("session.refresh", "{\"refresh_token\":\"cookie\"}", cookie, heads);
  }

  private static HttpResponse<String> post(
      String type, String body, String cookie, String... heads) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(type))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    for (String head : heads) {
      String[] parts = head.split(": ", 2);
      request.header(parts[0], parts[1]);
    }
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static URI at(String type) {
    return SERVER.url().resolve("/v1/" + type);
  }

  private static String own() {
    URI here = SERVER.url();
    return "Origin: http://%s:%d".formatted(here.getHost(), here.getPort());
  }

  private static String set(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static Matcher kept(HttpResponse<String> answer) {
    Matcher kept = KEPT.matcher(set(answer));
    assertThat(kept.find()).isTrue();
    return kept;
  }

  private static String cookie(HttpResponse<String> answer) {
    return kept(answer).group();
  }

  private static String value(HttpResponse<String> answer) {
    return kept(answer).group(2);
  }

  private static String field(HttpResponse<String> answer, String name) {
    Matcher field = Pattern.compile("\"%s\":\"([^\"]+)\"".formatted(name)).matcher(answer.body());
    assertThat(field.find()).isTrue();
    return field.group(1);
  }
}
