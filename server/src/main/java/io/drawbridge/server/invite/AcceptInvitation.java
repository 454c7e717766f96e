package io.drawbridge.server.invite;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult.Conversation;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code invitation.accept}: lets the owner of the address join, without its mail. */
final class AcceptInvitation implements Handler<InvitationCommand.Accept, Conversation> {
  private final Addressee addressee;
  private final Acceptance acceptance;
  private final ConversationViews views;
  private final Changes changes;

  AcceptInvitation(
      Addressee addressee, Acceptance acceptance, ConversationViews views, Changes changes) {
    this.addressee = addressee;
    this.acceptance = acceptance;
    this.views = views;
    this.changes = changes;
  }

  @Override
  public CompletionStage<Answer<Conversation>> handle(
      Caller caller, InvitationCommand.Accept command) {
    InvitationStore.Stored invitation = addressee.invitation(caller, command.invitation());
    Acceptance.Joined self = new Acceptance.Joined(caller.account(), false);
    return acceptance
        .accept(
            invitation, changes.request(caller, command, Acceptance.Accepted.class), handle -> self)
        .thenApply(accepted -> shown(caller, accepted.conversation()));
  }

  private Answer<Conversation> shown(Caller caller, ConversationId conversation) {
    ConversationViews.Rendered rendered =
        Optional.ofNullable(views.render(caller.account(), List.of(conversation)).get(conversation))
            .orElseThrow(Failure::notFound);
    return Answer.of(rendered.tag(), new Conversation(rendered.view()));
  }
}
