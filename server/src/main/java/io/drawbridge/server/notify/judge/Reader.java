package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.notify.rule.Wishes;

/**
 * A person who reaches a conversation, as they stand to it.
 *
 * @param floorEpoch the lowest epoch that they see
 * @param floorPos what they see lies above it
 * @param apart they see no other external
 * @param readPos up to where they have read
 * @param addressed a link of their own leads them there
 */
record Reader(
    AccountId account,
    ConversationId conversation,
    long floorEpoch,
    long floorPos,
    boolean apart,
    long readPos,
    boolean addressed,
    Wishes wishes) {

  /** Whether they see the event, by the message it is about if it is about one. */
  boolean sees(Occurrence event) {
    boolean above =
        event.message().map(it -> it.pos() > floorPos && it.epoch() >= floorEpoch).orElse(true);
    return above && (!apart || event.home() || event.author().equals(account));
  }
}
