package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InvitationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code invitation.list}: lists unanswered invitations into a conversation, all for those who
 * manage it and their own for others; or those that the caller may accept.
 */
final class ListInvitations
    implements Handler<InvitationCommand.ListInvitations, InvitationResult.Invitations> {
  private final AccessGate gate;
  private final Database database;
  private final AccountStore accounts;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final InvitationNews news;

  ListInvitations(
      AccessGate gate,
      Database database,
      AccountStore accounts,
      InvitationStore store,
      InvitationJudge judge,
      InvitationNews news) {
    this.gate = gate;
    this.database = database;
    this.accounts = accounts;
    this.store = store;
    this.judge = judge;
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
        gate.manage(caller, conversation, Action.Manage.SEE_INVITATIONS, Optional.empty());
    ConversationFacts facts = permit.conversation();
    Page page = database.read(handle -> page(handle, caller.account(), facts));
    List<InvitationView> views =
        page.invitations().stream().map(judged -> news.view(facts, judged)).toList();
    return Answer.of(
        new Tag.Conversation(facts.domain(), conversation, page.epoch()),
        new InvitationResult.Invitations(views));
  }

  /** Invitations, and the domain's epoch in the same snapshot. */
  private record Page(long epoch, List<InvitationJudge.Judged> invitations) {}

  private Page page(Handle snapshot, AccountId reader, ConversationFacts facts) {
    Optional<AccountId> inviter =
        judge.manages(snapshot, reader, facts.id()) ? Optional.empty() : Optional.of(reader);
    List<InvitationStore.Stored> newest =
        store.newest(snapshot, facts.id(), inviter, Limits.LIST_PAGE_MAX);
    return new Page(EpochStore.of(snapshot, facts.domain()), judge.judge(snapshot, newest));
  }

  private Answer<InvitationResult.Invitations> ofCaller(Caller caller) {
    List<InvitationStore.Stored> open =
        database.read(handle ->
            accounts
                .verifiedEmail(handle, caller.account())
                .map(email -> judge.judge(handle, store.to(handle, email, Limits.LIST_PAGE_MAX)))
                .orElse(List.of())
                .stream()
                .filter(InvitationJudge.Judged::good)
                .map(InvitationJudge.Judged::invitation)
                .toList());
    List<InvitationView> views =
        open.stream().flatMap(stored -> news.view(stored).stream()).toList();
    return Answer.own(new InvitationResult.Invitations(views));
  }
}
