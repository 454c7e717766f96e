package io.drawbridge.server.invite;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.InvitationResult.InvitationsAwaiting;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * {@code invitation.awaiting}: lists what waits in a workspace and is the caller's to approve. Who
 * runs it sees all, but no name of a conversation that they could not find (7.3).
 */
final class ListAwaiting implements Handler<InvitationCommand.ListAwaiting, InvitationsAwaiting> {
  private static final Comparator<InvitationStore.Stored> OLDEST_FIRST =
      Comparator.comparing(InvitationStore.Stored::createdAt)
          .thenComparingLong(stored -> stored.id().value());

  private final AccessGate gate;
  private final Database database;
  private final Conversations conversations;
  private final PrivilegedReads reads;
  private final InvitationStore store;
  private final ApprovalStore waiting = new ApprovalStore();
  private final InvitationJudge judge;
  private final InvitationNews news;

  ListAwaiting(
      AccessGate gate,
      Database database,
      Conversations conversations,
      PrivilegedReads reads,
      InvitationStore store,
      InvitationJudge judge,
      InvitationNews news) {
    this.gate = gate;
    this.database = database;
    this.conversations = conversations;
    this.reads = reads;
    this.store = store;
    this.judge = judge;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<InvitationsAwaiting>> handle(
      Caller caller, InvitationCommand.ListAwaiting command) {
    WorkspaceId workspace = command.workspace();
    gate.workspace(caller, workspace, WorkspaceAction.SEE_INVITATIONS);
    Page page = database.read(handle -> page(handle, caller.account(), workspace));
    if (page.all()) {
      reads.note(caller, command.type(), workspace, Optional.empty());
    }
    return CompletableFuture.completedStage(
        Answer.joined(
            new Tag.Seat(DomainId.of(workspace), page.epoch()),
            page.rows().stream().flatMap(row -> part(page, row).stream()).toList(),
            passed -> new InvitationsAwaiting(passed, page.more())));
  }

  /**
   * A part of the list.
   *
   * @param all the reader sees those of conversations too in which they are not
   * @param known those conversations whose names they may know
   */
  private record Page(
      long epoch,
      boolean all,
      List<InvitationStore.Stored> rows,
      Set<ConversationId> known,
      boolean more) {}

  private Page page(Handle snapshot, AccountId reader, WorkspaceId workspace) {
    DomainId domain = DomainId.of(workspace);
    boolean all =
        gate.decide(
                snapshot, reader, workspace, WorkspaceAction.MANAGE_INVITATIONS, Optional.empty())
            instanceof Decision.Allowed;
    List<InvitationId> waits =
        waiting.waiting(snapshot, domain, reader, all, Limits.LIST_PAGE_MAX + 1);
    List<InvitationStore.Stored> found =
        store.find(snapshot, waits).stream().sorted(OLDEST_FIRST).toList();
    List<InvitationStore.Stored> page = found.stream().limit(Limits.LIST_PAGE_MAX).toList();
    List<InvitationJudge.Judged> judged = judge.judge(snapshot, page);
    List<Boolean> may = judge.approves(snapshot, reader, page);
    List<InvitationStore.Stored> rows =
        IntStream.range(0, page.size())
            .filter(i -> may.get(i))
            .filter(i -> judged.get(i).state() == InvitationState.AWAITING_APPROVAL)
            .mapToObj(page::get)
            .toList();
    return new Page(
        EpochStore.of(snapshot, domain),
        all,
        rows,
        gate.known(
            snapshot, reader, rows.stream().map(InvitationStore.Stored::conversation).toList()),
        found.size() > page.size());
  }

  private Optional<Answer.Part<InvitationView>> part(Page page, InvitationStore.Stored row) {
    return conversations
        .facts(row.conversation())
        .map(facts ->
            new Answer.Part<>(
                page.all()
                    ? new Tag.Seat(row.domain(), page.epoch())
                    : new Tag.Conversation(row.domain(), row.conversation(), page.epoch()),
                news.view(facts, row, page.known().contains(row.conversation()))));
  }
}
