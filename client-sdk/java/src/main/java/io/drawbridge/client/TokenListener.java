package io.drawbridge.client;

import io.drawbridge.protocol.result.AccountResult;

/**
 * Hears of new tokens before the first of them is used, so that a stored refresh token is never a
 * spent one. Called on a thread of the client; may block to store them; one call at a time.
 */
@FunctionalInterface
public interface TokenListener {

  /** Takes new tokens, in place of all before. */
  void onTokens(AccountResult.Tokens tokens);
}
