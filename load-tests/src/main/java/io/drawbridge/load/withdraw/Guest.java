package io.drawbridge.load.withdraw;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;

/**
 * Somebody who is taken out again and again, one act at a time.
 *
 * @param group of their own, to which the owner of the workspace added them
 */
record Guest(AccountResult.Tokens tokens, ConversationId group) {
  AccountId account() {
    return tokens.account();
  }

  String token() {
    return tokens.accessToken().value();
  }
}
