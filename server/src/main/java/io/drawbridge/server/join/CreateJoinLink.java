package io.drawbridge.server.join;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.result.JoinResult.JoinLinkCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * {@code join_link.create}: makes a link by which people apply to join a conversation (G-6,
 * HAP-17). It is shown to who made it, once, and kept as a hash.
 */
final class CreateJoinLink implements Handler<JoinCommand.CreateLink, JoinLinkCreated> {
  private final AccessGate gate;
  private final Platform platform;
  private final Changes changes;
  private final JoinTokens tokens;
  private final MailedLinks urls;
  private final JoinLinkStore store;
  private final Entrance entrance;

  CreateJoinLink(
      AccessGate gate,
      Platform platform,
      Changes changes,
      JoinTokens tokens,
      MailedLinks urls,
      JoinLinkStore store,
      Entrance entrance) {
    this.gate = gate;
    this.platform = platform;
    this.changes = changes;
    this.tokens = tokens;
    this.urls = urls;
    this.store = store;
    this.entrance = entrance;
  }

  @Override
  public CompletionStage<Answer<JoinLinkCreated>> handle(
      Caller caller, JoinCommand.CreateLink command) {
    Instant now = platform.clock().now();
    NewJoinLink terms = NewJoinLink.of(command, now);
    InvitePermit permit =
        gate.invite(
            caller,
            command.conversation(),
            terms.approval() ? Action.Invite.OFFER_REQUESTS : Action.Invite.OFFER_ENTRY);
    JoinLinkId fresh = new JoinLinkId(platform.ids().next());
    return changes
        .run(permit, command, JoinLinkId.class, tx -> create(tx, permit, command, terms, fresh))
        .thenApply(changed -> Answer.own(created(changed.value())));
  }

  private JoinLinkId create(
      ChangeTransaction tx,
      InvitePermit permit,
      JoinCommand.CreateLink command,
      NewJoinLink terms,
      JoinLinkId link) {
    int live = store.countLive(tx.handle(), command.conversation());
    if (live >= Limits.JOIN_LINKS_PER_CONVERSATION_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "join links into this conversation: %d (limit: %d)"
              .formatted(live, Limits.JOIN_LINKS_PER_CONVERSATION_MAX));
    }
    entrance.requireTerms(tx, command, permit.caller().account());
    store.insert(
        tx, link, permit.domain(), permit.caller().account(), tokens.of(link), command, terms);
    return link;
  }

  private JoinLinkCreated created(JoinLinkId link) {
    String token = tokens.of(link).text();
    return new JoinLinkCreated(link, new Secret(token), new Secret(urls.join(token)));
  }
}
