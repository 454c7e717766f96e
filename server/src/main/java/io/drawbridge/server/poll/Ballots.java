package io.drawbridge.server.poll;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.platform.PurposeKey;

/**
 * Names the voters of anonymous polls, so that each has one vote and no row says whose it is: by a
 * code that is another one in every poll, and that nobody can make without the installation's key.
 */
final class Ballots {
  private final PurposeKey key;

  Ballots(PurposeKey key) {
    this.key = key;
  }

  /** The name of a person's vote in one poll. */
  byte[] of(ConversationId conversation, long pos, AccountId voter) {
    return key.code(conversation.value(), pos, voter.value());
  }
}
