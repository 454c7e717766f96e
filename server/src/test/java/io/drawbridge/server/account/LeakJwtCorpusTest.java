package io.drawbridge.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLines;
import io.drawbridge.server.observe.SecurityLog;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaks 130 to 133: forged, confused, malformed and giant access tokens. */
class LeakJwtCorpusTest {
  private static final byte[] KEY = new byte[32];
  private static final byte[] OTHER_KEY = new byte[32];
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final AccountId ACCOUNT = new AccountId(77);
  private static final SessionId SESSION = new SessionId(99);
  private static final String HS256 = "{\"alg\":\"HS256\"}";

  static {
    Arrays.fill(KEY, (byte) 7);
    Arrays.fill(OTHER_KEY, (byte) 8);
  }

  private static final JwtTokens TOKENS = tokens(NOW);

  private static JwtTokens tokens(Instant now) {
    DatabaseClock clock =
        new DatabaseClock() {
          @Override
          public long nowMicros() {
            return now.getEpochSecond() * 1_000_000;
          }

          @Override
          public Instant now() {
            return now;
          }
        };
    return new JwtTokens(
        KEY,
        "https://chat.example",
        "drawbridge",
        Duration.ofMinutes(10),
        clock,
        new SecurityLog(new Metrics(), true));
  }

  @Test
  void ownTokenIsAccepted() {
    JwtTokens.Issued issued = TOKENS.issue(ACCOUNT, SESSION);
    JwtTokens.Verified verified = TOKENS.verify(issued.token().value());
    assertThat(verified).isEqualTo(new JwtTokens.Verified(ACCOUNT, SESSION, issued.expiresAt()));
    assertThat(issued.expiresAt()).isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void tokenOfTheCorpusMakerIsAcceptedWhenNothingIsWrong() {
    assertThat(TOKENS.verify(signed(HS256, claims(), KEY)).account()).isEqualTo(ACCOUNT);
  }

  @Test
  void expiredTokenIsToldSo() {
    String old = tokens(NOW.minusSeconds(3600)).issue(ACCOUNT, SESSION).token().value();
    assertThat(refusal(old)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
  }

  /** Leak 132: the signature is judged first. */
  @Test
  void expiredAndForgedTokenIsForged() {
    String old = tokens(NOW.minusSeconds(3600)).issue(ACCOUNT, SESSION).token().value();
    String forged = old.substring(0, old.lastIndexOf('.') + 1) + "A".repeat(43);
    try (SecurityLines seen = SecurityLines.watch()) {
      assertThat(refusal(forged)).isEqualTo(ErrorCode.UNAUTHENTICATED);
      assertThat(seen.all()).contains("event=token_forged reason=signature");
    }
  }

  static Map<String, String> corpus() {
    Map<String, String> corpus = new LinkedHashMap<>();
    for (String none : new String[] {"none", "None", "NONE", "nOnE", ""}) {
      String header = "{\"alg\":\"" + none + "\"}";
      corpus.put("alg " + none + " without signature", unsigned(header, claims()) + ".");
      corpus.put("alg " + none + " with signature", signed(header, claims(), KEY));
    }
    corpus.put("no alg", signed("{}", claims(), KEY));
    corpus.put("no alg and no signature", unsigned("{}", claims()) + ".");
    corpus.put("our header without signature", unsigned(HS256, claims()) + ".");
    corpus.put("two parts", unsigned(HS256, claims()));
    corpus.put("alg HS384", signed("{\"alg\":\"HS384\"}", claims(), KEY));
    corpus.put("alg HS512", signed("{\"alg\":\"HS512\"}", claims(), KEY));
    corpus.put("alg RS256 signed by HMAC", signed("{\"alg\":\"RS256\"}", claims(), KEY));
    corpus.put("alg ES256 signed by HMAC", signed("{\"alg\":\"ES256\"}", claims(), KEY));
    corpus.put(
        "ES256 with an all-zero signature",
        unsigned("{\"alg\":\"ES256\"}", claims()) + '.' + base64(new byte[64]));
    corpus.put("all-zero signature", unsigned(HS256, claims()) + '.' + base64(new byte[32]));
    corpus.put("empty key", signed(HS256, claims(), new byte[1]));
    corpus.put("other key", signed(HS256, claims(), OTHER_KEY));
    corpus.put("kid that is a path", header("\"kid\":\"../../../dev/null\""));
    corpus.put("kid that is SQL", header("\"kid\":\"' or 1=1 --\""));
    corpus.put("kid of ours", header("\"kid\":\"1\""));
    corpus.put(
        "jwk in the header",
        header("\"jwk\":{\"kty\":\"oct\",\"k\":\"" + base64(OTHER_KEY) + "\"}"));
    corpus.put("jku in the header", header("\"jku\":\"https://evil.example/keys\""));
    corpus.put("x5u in the header", header("\"x5u\":\"https://evil.example/cert\""));
    corpus.put("x5c in the header", header("\"x5c\":[\"AAAA\"]"));
    corpus.put("crit unknown", header("\"crit\":[\"exp2\"],\"exp2\":1"));
    corpus.put("crit b64", header("\"crit\":[\"b64\"],\"b64\":false"));
    corpus.put("zip", header("\"zip\":\"DEF\""));
    corpus.put("nested token", header("\"cty\":\"JWT\""));
    corpus.put("encrypted form", signed(HS256, claims(), KEY) + ".AAAA.AAAA");
    corpus.put("two algs", signed("{\"alg\":\"none\",\"alg\":\"HS256\"}", claims(), KEY));
    corpus.put("header with a space", signed("{\"alg\": \"HS256\"}", claims(), KEY));
    corpus.put(
        "subject twice", signed(HS256, claims().replaceFirst("\\{", "{\"sub\":\"a_2\","), KEY));
    corpus.put("no subject", signed(HS256, claims().replace("\"sub\"", "\"sup\""), KEY));
    corpus.put(
        "subject that is a session",
        signed(HS256, claims().replace(ACCOUNT.toString(), SESSION.toString()), KEY));
    corpus.put("no session", signed(HS256, claims().replace("\"sid\"", "\"sit\""), KEY));
    corpus.put(
        "session that is a number",
        signed(HS256, claims().replace("\"" + SESSION + "\"", "99"), KEY));
    corpus.put("no end", signed(HS256, claims().replace("\"exp\"", "\"exq\""), KEY));
    corpus.put(
        "end that is text",
        signed(HS256, claims().replaceFirst("\"exp\":\\d+", "\"exp\":\"never\""), KEY));
    corpus.put("wrong issuer", signed(HS256, claims().replace("chat.example", "chat.evil"), KEY));
    corpus.put("no issuer", signed(HS256, claims().replace("\"iss\"", "\"isq\""), KEY));
    corpus.put(
        "wrong audience", signed(HS256, claims().replace("[\"drawbridge\"]", "[\"other\"]"), KEY));
    corpus.put("no audience", signed(HS256, claims().replace("\"aud\"", "\"auf\""), KEY));
    corpus.put(
        "not valid yet", signed(HS256, claims().replaceFirst("\\{", "{\"nbf\":99999999999,"), KEY));
    corpus.put("payload that is a list", signed(HS256, "[]", KEY));
    corpus.put("payload with something after it", signed(HS256, claims() + "{}", KEY));
    corpus.put(
        "payload nested deeply",
        signed(HS256, "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}", KEY));
    corpus.put("padding", signed(HS256, claims(), KEY) + "=");
    corpus.put("line break", signed(HS256, claims(), KEY) + "\n");
    corpus.put("leading space", " " + signed(HS256, claims(), KEY));
    corpus.put("second spelling of the signature", respelled(signed(HS256, claims(), KEY)));
    corpus.put("changed payload", signed(HS256, claims(), KEY).replaceFirst("\\.e", ".f"));
    corpus.put("empty", "");
    corpus.put("dots", "..");
    return corpus;
  }

  static Stream<Arguments> cases() {
    return corpus().entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  /** Leaks 130 and 131. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void refused(String name, String token) {
    assertThat(refusal(token)).as(name).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void corpusHasFortyCases() {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(40);
  }

  /** Leak 133: a megabyte of dots costs no more than its length check. */
  @Test
  void giantTokensCostNothing() {
    String dots = ".".repeat(1 << 20);
    String ours = signed(HS256, claims(), KEY) + dots;
    Runnable refusals =
        () -> {
          refusal(dots);
          refusal(ours);
        };
    Runnable hashes =
        () -> {
          Sha256.of(dots);
          Sha256.of(ours);
        };
    // Warm-up.
    time(refusals);
    time(hashes);
    assertThat(time(refusals)).as("less than it takes to hash them").isLessThan(time(hashes));
  }

  private static Duration time(Runnable what) {
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      what.run();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static ErrorCode refusal(String token) {
    Failure failure = catchThrowableOfType(Failure.class, () -> TOKENS.verify(token));
    assertThat(failure).as("the token was accepted").isNotNull();
    return failure.code();
  }

  private static String claims() {
    return ("{\"iss\":\"https://chat.example\",\"aud\":[\"drawbridge\"],"
            + "\"sub\":\"%s\",\"sid\":\"%s\",\"exp\":%d}")
        .formatted(ACCOUNT, SESSION, NOW.getEpochSecond() + 60);
  }

  private static String header(String more) {
    return signed("{\"alg\":\"HS256\"," + more + "}", claims(), KEY);
  }

  private static String unsigned(String header, String claims) {
    return base64(header.getBytes(StandardCharsets.UTF_8))
        + '.'
        + base64(claims.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String header, String claims, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String head = unsigned(header, claims);
      return head + '.' + base64(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same signature bytes with other bits in the unused end of the last character. */
  private static String respelled(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last + 1);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
