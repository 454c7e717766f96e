package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.id.AccountId;
import java.util.Optional;

/**
 * The proof on which somebody is about to get a session.
 *
 * @param credentials the version of the account's credentials that the proof is about: a session is
 *     opened only if it is still the present one
 * @param by what was proved
 * @param device the device, if it has signed in before
 */
public record Proved(
    AccountId account, long credentials, By by, Optional<DeviceProofs.Device> device) {

  /** The ways to prove who one is. */
  public enum By {
    PASSWORD,
    /** A link that was mailed, or printed by the host's console for its owner. */
    LINK,
    API_TOKEN,
    /** A claim code, by which the account was made just now. */
    CODE
  }

  /** The proof of somebody whose account was made just now. */
  public static Proved made(AccountId account, By by) {
    return new Proved(account, 0, by, Optional.empty());
  }
}
