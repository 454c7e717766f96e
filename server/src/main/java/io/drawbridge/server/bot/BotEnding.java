package io.drawbridge.server.bot;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Ends bots: in one change their links and their tokens, then their sessions. Thread-safe.
 *
 * <p>From the commit on a bot sees nothing of the workspace; its sockets close a moment later, and
 * before the answer.
 */
public final class BotEnding {
  private final MembershipLanes lanes;
  private final SessionStore sessions;
  private final BotStore bots = new BotStore();

  public BotEnding(MembershipLanes lanes, SessionStore sessions) {
    this.lanes = lanes;
    this.sessions = sessions;
  }

  /** Ends the bots that a person owns in the workspace; returns them, for {@link #endSessions}. */
  public List<AccountId> endOwnedBy(ChangeTransaction tx, AccountId owner) {
    WorkspaceId workspace = new WorkspaceId(tx.at().domain().value());
    List<AccountId> owned = bots.ownedBy(tx.at().handle(), workspace, owner);
    owned.forEach(bot -> endLinks(tx, bot));
    return owned;
  }

  /** Ends one bot of the workspace; false if there is no such bot. */
  public boolean end(ChangeTransaction tx, AccountId bot) {
    WorkspaceId workspace = new WorkspaceId(tx.at().domain().value());
    boolean live = bots.isLive(tx.at().handle(), workspace, bot);
    if (live) {
      endLinks(tx, bot);
    }
    return live;
  }

  private void endLinks(ChangeTransaction tx, AccountId bot) {
    tx.memberships().unseat(tx.at(), bot, "removed");
    bots.end(tx.at().handle(), bot);
  }

  /** Closes what the bots still have open; done when every socket is cut. Safe to repeat. */
  public CompletionStage<Void> endSessions(AccountId actor, List<AccountId> ended) {
    return CompletableFuture.allOf(
        ended.stream()
            .map(bot ->
                lanes
                    .submitAccount(
                        bot,
                        actor,
                        handle -> {
                          sessions.endAll(handle, bot, Optional.empty(), SessionEnd.REVOKED);
                          return bot;
                        })
                    .toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }
}
