package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns the history window of an add into what the link opens, fixed at the add (G-22). Nobody
 * opens more than they see themselves: what is asked is cut at the adder's own floor.
 */
final class Windows {
  private final MembershipStore store;

  Windows(MembershipStore store) {
    this.store = store;
  }

  /**
   * The opening of the link; without a window, the one that the policies say (D16).
   *
   * @throws Failure {@code not_found} if the message to begin with is not one that the adder sees
   */
  Opening resolve(
      ChangeTransaction tx,
      ConversationId conversation,
      AccountId adder,
      Optional<HistoryWindow> window,
      Newcomer newcomer) {
    Opening wanted =
        window
            .map(asked -> opening(tx, conversation, adder, asked))
            .orElseGet(() -> byPolicy(tx, conversation, newcomer));
    return tx.memberships()
        .floor(tx.at().handle(), conversation, adder)
        .map(wanted::cutAt)
        .orElseGet(() -> tx.memberships().fromNow(tx.at()));
  }

  /** The opening that the policies say, for a newcomer of whom nobody says more. */
  Opening byPolicy(ChangeTransaction tx, ConversationId conversation, Newcomer newcomer) {
    HistoryWindow window = tx.memberships().history(tx.at(), conversation, newcomer);
    return opening(tx, conversation, tx.at().actor(), window);
  }

  private Opening opening(
      ChangeTransaction tx, ConversationId conversation, AccountId adder, HistoryWindow window) {
    return switch (window) {
      case HistoryWindow.FromNow() -> tx.memberships().fromNow(tx.at());
      case HistoryWindow.Everything() -> Opening.EVERYTHING;
      case HistoryWindow.LastDays(int days) -> new Opening(0, daysAgo(tx, days));
      case HistoryWindow.FromMessage(long pos) -> fromMessage(tx, conversation, adder, pos);
    };
  }

  private long daysAgo(ChangeTransaction tx, int days) {
    long micros = Duration.ofDays(days).toMillis() * 1000;
    return Math.max(0, store.clockMicros(tx.at().handle()) - micros);
  }

  private Opening fromMessage(
      ChangeTransaction tx, ConversationId conversation, AccountId adder, long pos) {
    if (!store.sees(tx.at().handle(), adder, conversation, pos)) {
      throw Failure.notFound();
    }
    return new Opening(0, pos - 1);
  }
}
