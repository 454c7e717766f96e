package io.drawbridge.server.join;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * {@code join_request.suggest}: lets somebody in a conversation name a person from outside (D2).
 * Who manages it lets them in, or not: on their own word, by an invitation. What is answered
 * depends on no address.
 */
final class SuggestPerson implements Handler<JoinCommand.Suggest, Done> {
  private final AccessGate gate;
  private final Ids ids;
  private final Changes changes;
  private final JoinRequestStore requests;
  private final PlaceStore places;
  private final JoinNews news;

  SuggestPerson(
      AccessGate gate,
      Ids ids,
      Changes changes,
      JoinRequestStore requests,
      PlaceStore places,
      JoinNews news) {
    this.gate = gate;
    this.ids = ids;
    this.changes = changes;
    this.requests = requests;
    this.places = places;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, JoinCommand.Suggest command) {
    InvitePermit permit = gate.invite(caller, command.conversation(), Action.Invite.SUGGEST);
    return changes
        .run(permit, command, Done.class, tx -> suggest(tx, caller, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done suggest(ChangeTransaction tx, Caller caller, JoinCommand.Suggest command) {
    JoinRequestStore.Suggested waiting =
        requests.suggested(tx.handle(), command.conversation(), caller.account());
    requireBelow("here", waiting.there(), Limits.SUGGESTIONS_OPEN_PER_CONVERSATION_MAX);
    requireBelow("of yours", waiting.own(), Limits.JOIN_REQUESTS_OPEN_PER_ACCOUNT_MAX);
    EmailAddress email = EmailAddress.of(command.email());
    boolean known = places.knows(tx.handle(), command.conversation(), email.value());
    JoinRequestState state = known ? JoinRequestState.ENDED : JoinRequestState.PENDING;
    requests
        .suggest(tx, new JoinRequestId(ids.next()), command, caller.account(), email, state)
        .filter(_ -> !known)
        .ifPresent(request -> tx.afterwards(() -> news.requested(request)));
    return new Done();
  }

  private static void requireBelow(String whose, int count, int max) {
    if (count >= max) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "suggestions %s without an answer: %d (limit: %d)".formatted(whose, count, max));
    }
  }
}
