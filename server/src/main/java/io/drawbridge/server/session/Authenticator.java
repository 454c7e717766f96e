package io.drawbridge.server.session;

import io.drawbridge.server.access.Caller;

/**
 * Proves who sends a token. The edge asks at the handshake or first frame, and for every HTTP
 * request.
 */
public interface Authenticator {
  /**
   * Finds out who the sender of an access token is, and that its session is still alive.
   *
   * @throws io.drawbridge.server.failure.Failure {@code token_expired} or {@code unauthenticated};
   *     the signature is judged before anything else, and a revoked or ended session counts as
   *     unauthenticated
   */
  Authenticated authenticate(String accessToken);

  /**
   * A proved sender; {@code expiresAtMicros} is when the token ends, in database-clock
   * microseconds.
   */
  record Authenticated(Caller caller, long expiresAtMicros) {}
}
