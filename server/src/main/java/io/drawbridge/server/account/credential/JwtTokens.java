package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWT signed with HMAC-SHA-256 by the one key of this installation. Thread-safe.
 *
 * <p>This class makes every token it accepts, so the first part must be, byte for byte, the header
 * it writes itself: what RFC 8725 warns of (other algorithms, key ids, embedded keys, compression,
 * critical extensions) never reaches a parser. The signature is judged before any claim is read.
 */
public final class JwtTokens {
  /** The longest text looked at: far above the 330 characters of a real token. */
  static final int TOKEN_CHARS_MAX = 1_024;

  private static final int KEY_BYTES = 32;

  /** The header of every token: {"alg":"HS256"} in base64url, and the dot after it. */
  private static final String HEADER = "eyJhbGciOiJIUzI1NiJ9.";

  /** The length of a signature: 32 bytes in base64url without padding. */
  private static final int SIGNATURE_CHARS = 43;

  private static final String SESSION = "sid";

  private final SecretKey key;
  private final String issuer;
  private final String audience;
  private final Duration lifetime;
  private final DatabaseClock clock;
  private final SecurityLog security;
  private final JwtParser parser;

  /**
   * @param key 32 random bytes
   * @param issuer who makes the tokens: the base URL of this server
   * @param audience who they are for
   * @param lifetime how long each lives
   * @param security records tokens that somebody else signed
   */
  public JwtTokens(
      byte[] key,
      String issuer,
      String audience,
      Duration lifetime,
      DatabaseClock clock,
      SecurityLog security) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("key: %d bytes (expected: 32)".formatted(key.length));
    }
    if (issuer.isBlank() || audience.isBlank()) {
      throw new IllegalArgumentException("issuer and audience: blank (expected: names)");
    }
    this.key = Keys.hmacShaKeyFor(key);
    this.issuer = issuer;
    this.audience = audience;
    this.lifetime = lifetime;
    this.clock = clock;
    this.security = security;
    this.parser =
        Jwts.parser()
            .sig()
            .clear()
            .add(Jwts.SIG.HS256)
            .and()
            .verifyWith(this.key)
            .requireIssuer(issuer)
            .requireAudience(audience)
            .clock(() -> Date.from(clock.now()))
            .json(new JwtJson.Parser())
            .build();
  }

  /** A token and when it ends, to the second. */
  public record Issued(Secret token, Instant expiresAt) {}

  /** The content of a good token. */
  public record Verified(AccountId account, SessionId session, Instant expiresAt) {}

  /** The lifetime of each token. */
  public Duration lifetime() {
    return lifetime;
  }

  public Issued issue(AccountId account, SessionId session) {
    Instant now = clock.now();
    Instant end = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    String token =
        Jwts.builder()
            .json(new JwtJson.Writer())
            .issuer(issuer)
            .audience()
            .add(audience)
            .and()
            .subject(account.toString())
            .claim(SESSION, session.toString())
            .issuedAt(Date.from(now))
            .expiration(Date.from(end))
            .signWith(key, Jwts.SIG.HS256)
            .compact();
    return new Issued(new Secret(token), end);
  }

  /**
   * Proves a token.
   *
   * @throws Failure {@code token_expired} if the signature is good and only its time is over, else
   *     {@code unauthenticated}
   */
  public Verified verify(String token) {
    if (!wellFormed(token)) {
      throw unauthenticated();
    }
    try {
      Claims claims = parser.parseSignedClaims(token).getPayload();
      return new Verified(
          AccountId.parse(present(claims.getSubject())),
          SessionId.parse(present(claims.get(SESSION, String.class))),
          present(claims.getExpiration()).toInstant());
    } catch (ExpiredJwtException e) {
      throw Failure.of(ErrorCode.TOKEN_EXPIRED, "the access token has expired");
    } catch (JwtException | IllegalArgumentException | ProtocolException e) {
      boolean signature = e instanceof io.jsonwebtoken.security.SecurityException;
      security.record(SecurityEvent.TOKEN_FORGED, Fact.reason(signature ? "signature" : "claims"));
      throw unauthenticated();
    }
  }

  /**
   * Returns whether the text has the form of a token, by bounded work before anything is parsed:
   * the length, our own header, two dots, base64url.
   */
  private static boolean wellFormed(String token) {
    int length = token.length();
    if (length > TOKEN_CHARS_MAX || !token.startsWith(HEADER)) {
      return false;
    }
    int dot = token.indexOf('.', HEADER.length());
    if (dot <= HEADER.length() || length - dot - 1 != SIGNATURE_CHARS) {
      return false;
    }
    for (int at = HEADER.length(); at < length; at++) {
      if (at != dot && !base64Url(token.charAt(at))) {
        return false;
      }
    }
    // The last character carries four bits; others would be a second spelling of the same bytes.
    return "AEIMQUYcgkosw048".indexOf(token.charAt(length - 1)) >= 0;
  }

  private static boolean base64Url(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static <T> T present(@Nullable T claim) {
    return Optional.ofNullable(claim).orElseThrow(JwtTokens::unauthenticated);
  }

  private static Failure unauthenticated() {
    return Failure.of(ErrorCode.UNAUTHENTICATED, "the access token is not valid");
  }
}
