package io.drawbridge.client;

import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.util.Optional;

/** Signs a client in. */
public sealed interface Credentials {

  /** Tokens of an earlier sign-in; they are refreshed before they end. */
  record Signed(AccountResult.Tokens tokens) implements Credentials {}

  /** A refresh token that was kept; it is spent by its first use, see {@link TokenListener}. */
  record Refresh(Secret token) implements Credentials {}

  /** An address and its password; used again when the session has ended. */
  record Password(String email, Secret password) implements Credentials {}

  /** A bot's API token; used again when the session has ended. */
  record ApiToken(Secret token) implements Credentials {}

  /**
   * The one-time token of a mailed link.
   *
   * @param name how a new account is called
   * @param password the password of a new account, if it is to have one
   */
  record Link(Secret token, Optional<String> name, Optional<Secret> password)
      implements Credentials {}

  /**
   * A claim code, which makes an account that nothing but the tokens of this one session opens:
   * keep them, see {@link TokenListener}.
   *
   * @param name the name to show; absent: as the inviter calls them
   */
  record Code(Secret code, Optional<String> name) implements Credentials {}

  /** Continues with tokens of an earlier sign-in. */
  static Credentials of(AccountResult.Tokens tokens) {
    return new Signed(tokens);
  }

  /** Continues with a refresh token that was kept. */
  static Credentials refresh(String token) {
    return new Refresh(new Secret(token));
  }

  /** Signs in with an address and its password. */
  static Credentials password(String email, String password) {
    return new Password(email, new Secret(password));
  }

  /** Signs in with a bot's API token. */
  static Credentials apiToken(String token) {
    return new ApiToken(new Secret(token));
  }

  /** Signs in with a mailed link of an account that exists. */
  static Credentials link(String token) {
    return new Link(new Secret(token), Optional.empty(), Optional.empty());
  }

  /** Comes in by a claim code, once; called as the inviter says. */
  static Credentials code(String code) {
    return new Code(new Secret(code), Optional.empty());
  }

  /** Comes in by a claim code, once; called so. */
  static Credentials code(String code, String name) {
    return new Code(new Secret(code), Optional.of(name));
  }

  /** Signs in with a mailed link; a new account gets this name. */
  static Credentials link(String token, String name) {
    return new Link(new Secret(token), Optional.of(name), Optional.empty());
  }
}
