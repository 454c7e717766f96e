package io.drawbridge.server.account.credential;

import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.platform.PurposeKey;
import java.time.Duration;

/**
 * The means by which accounts prove themselves on this server, and owners learn of changes to them.
 *
 * @param tokens makes and checks access tokens
 * @param proofs knows devices that have signed in before
 * @param sources hides where requests came from in what is stored
 * @param refreshes derives refresh tokens
 */
public record Credentials(
    JwtTokens tokens,
    DeviceProofs proofs,
    Passwords passwords,
    PurposeKey sources,
    PurposeKey refreshes,
    CredentialNotices notices)
    implements AutoCloseable {
  private static final String ISSUER = "drawbridge";

  /**
   * Derives all of them from the installation's key.
   *
   * @param accessLifetime how long an access token is good
   * @param cost of hashing a password
   */
  public static Credentials of(
      Platform platform, byte[] key, Duration accessLifetime, PasswordCost cost, Mails mails) {
    return new Credentials(
        new JwtTokens(key, ISSUER, ISSUER, accessLifetime, platform.clock(), platform.security()),
        new DeviceProofs(key, platform.random()),
        new Passwords(cost),
        new PurposeKey(key, "drawbridge link source"),
        new PurposeKey(key, "drawbridge refresh token"),
        new CredentialNotices(
            platform.ids(),
            new AccountStore(),
            mails.outbox(),
            mails.letters(),
            platform.security()));
  }

  /** Stops the threads that hash passwords. */
  @Override
  public void close() {
    passwords.close();
  }
}
