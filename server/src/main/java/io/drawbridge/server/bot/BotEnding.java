package io.drawbridge.server.bot;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.delivery.change.Changes;
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
  private final Changes changes;
  private final SessionStore sessions = new SessionStore();
  private final BotStore bots = new BotStore();

  public BotEnding(Changes changes) {
    this.changes = changes;
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
    bots.end(tx, bot);
  }

  /**
   * Closes what the bots still have open, as a step of the command; done when every socket is cut.
   * Safe to repeat.
   */
  public <C extends Command<?> & Mutation> CompletionStage<Void> endSessions(
      Caller caller, C command, List<AccountId> ended) {
    return CompletableFuture.allOf(
        ended.stream()
            .map(bot ->
                changes
                    .ofAccount(
                        bot,
                        changes.step(caller, command, "sessions of " + bot, AccountId.class),
                        tx -> {
                          sessions.endAll(tx, bot, Optional.empty(), SessionEnd.REVOKED);
                          return bot;
                        })
                    .toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }
}
