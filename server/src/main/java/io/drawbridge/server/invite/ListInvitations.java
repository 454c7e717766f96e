package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.frame.InvitationCommand;
import io.drawbridge.protocol.frame.InvitationResult;
import io.drawbridge.protocol.frame.InvitationView;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Action;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.ConversationFacts;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.Tag;
import io.drawbridge.server.account.AccountStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.Handler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code invitation.list}: what is open into a conversation, for those who manage it; or what the
 * caller may accept.
 */
final class ListInvitations
    implements Handler<InvitationCommand.ListInvitations, InvitationResult.Invitations> {
  private final AccessGate gate;
  private final Database database;
  private final AccountStore accounts;
  private final InvitationStore store;
  private final InvitationNews news;

  ListInvitations(
      AccessGate gate,
      Database database,
      AccountStore accounts,
      InvitationStore store,
      InvitationNews news) {
    this.gate = gate;
    this.database = database;
    this.accounts = accounts;
    this.store = store;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<InvitationResult.Invitations>> handle(
      Caller caller, InvitationCommand.ListInvitations command) {
    return CompletableFuture.completedStage(
        command
            .conversation()
            .map(conversation -> ofConversation(caller, conversation))
            .orElseGet(() -> ofCaller(caller)));
  }

  private Answer<InvitationResult.Invitations> ofConversation(
      Caller caller, ConversationId conversation) {
    ManagePermit permit =
        gate.manage(caller, conversation, Action.SEE_INVITATIONS, Optional.empty());
    ConversationFacts facts = permit.conversation();
    InvitationStore.Page page =
        database.read(handle -> store.page(handle, facts, Limits.LIST_PAGE_MAX));
    List<InvitationView> views =
        page.invitations().stream().map(stored -> news.view(facts, stored)).toList();
    return Answer.of(
        new Tag.Conversation(facts.domain(), conversation, page.epoch()),
        new InvitationResult.Invitations(views));
  }

  private Answer<InvitationResult.Invitations> ofCaller(Caller caller) {
    List<InvitationStore.Stored> open =
        database.read(handle ->
            accounts
                .verifiedEmail(handle, caller.account())
                .map(email -> store.acceptable(handle, email, Limits.LIST_PAGE_MAX))
                .orElse(List.of()));
    List<InvitationView> views =
        open.stream().flatMap(stored -> news.view(stored).stream()).toList();
    return Answer.own(new InvitationResult.Invitations(views));
  }
}
