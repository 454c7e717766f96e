package io.drawbridge.server.join;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinLinkView;
import io.drawbridge.protocol.result.JoinResult.JoinLinks;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code join_link.list}: lists the join links into a conversation, all for those who manage it or
 * run its workspace, for other members their own; or all of a workspace for those who run it (7.3).
 */
final class ListJoinLinks implements Handler<JoinCommand.ListLinks, JoinLinks> {
  private static final int PAGE = Limits.LIST_PAGE_DEFAULT;

  private final AccessGate gate;
  private final Database database;
  private final Conversations conversations;
  private final People people;
  private final PrivilegedReads reads;
  private final JoinLinkStore store;
  private final JoinLinkJudge judge;

  ListJoinLinks(
      AccessGate gate,
      Database database,
      Conversations conversations,
      People people,
      PrivilegedReads reads,
      JoinLinkStore store,
      JoinLinkJudge judge) {
    this.gate = gate;
    this.database = database;
    this.conversations = conversations;
    this.people = people;
    this.reads = reads;
    this.store = store;
    this.judge = judge;
  }

  @Override
  public CompletionStage<Answer<JoinLinks>> handle(Caller caller, JoinCommand.ListLinks command) {
    return CompletableFuture.completedStage(
        command
            .workspace()
            .map(workspace -> ofWorkspace(caller, workspace, command))
            .orElseGet(() -> into(caller, command.conversation().orElseThrow())));
  }

  private Answer<JoinLinks> into(Caller caller, ConversationId conversation) {
    boolean all = database.query(handle -> judge.manages(handle, caller.account(), conversation));
    ConversationFacts facts =
        gate.manage(
                caller,
                conversation,
                all ? Action.Manage.MANAGE_INVITATIONS : Action.Manage.SEE_INVITATIONS,
                Optional.empty())
            .conversation();
    Page page =
        database.read(handle ->
            page(
                handle,
                caller,
                facts.domain(),
                store.into(
                    handle,
                    facts.id(),
                    all ? Optional.empty() : Optional.of(caller.account()),
                    Limits.LIST_PAGE_MAX)));
    // Who runs the workspace ends what they cannot read (7.3), so a seat is enough for them.
    Tag tag =
        gate.seesEpochs(caller, facts)
            ? new Tag.Seat(facts.domain(), page.epoch())
            : new Tag.Conversation(facts.domain(), facts.id(), page.epoch());
    return Answer.of(tag, new JoinLinks(views(page), false));
  }

  private Answer<JoinLinks> ofWorkspace(
      Caller caller, WorkspaceId workspace, JoinCommand.ListLinks command) {
    gate.workspace(caller, workspace, WorkspaceAction.SEE_EXTERNALS);
    reads.note(caller, command.type(), workspace, Optional.empty());
    DomainId domain = DomainId.of(workspace);
    long after = command.after().map(JoinLinkId::value).orElse(0L);
    Page page =
        database.read(
            handle -> page(handle, caller, domain, store.of(handle, domain, after, PAGE + 1)));
    List<JoinLinkView> views = views(page);
    boolean more = views.size() > PAGE;
    return Answer.of(
        new Tag.Admin(domain, page.epoch()),
        new JoinLinks(more ? views.subList(0, PAGE) : views, more));
  }

  /**
   * Links, and the domain's epoch in the same snapshot.
   *
   * @param known those conversations whose names the reader may know
   */
  private record Page(long epoch, List<JoinLinkJudge.Judged> links, Set<ConversationId> known) {}

  private Page page(
      Handle snapshot, Caller caller, DomainId domain, List<JoinLinkStore.Stored> links) {
    List<ConversationId> places =
        links.stream().map(JoinLinkStore.Stored::conversation).distinct().toList();
    return new Page(
        EpochStore.of(snapshot, domain),
        judge.judge(snapshot, links),
        gate.known(snapshot, caller.account(), places));
  }

  private List<JoinLinkView> views(Page page) {
    return page.links().stream()
        .flatMap(judged ->
            conversations
                .facts(judged.link().conversation())
                .map(facts -> view(page, facts, judged))
                .stream())
        .toList();
  }

  private JoinLinkView view(Page page, ConversationFacts facts, JoinLinkJudge.Judged judged) {
    JoinLinkStore.Stored link = judged.link();
    Optional<String> name = Optional.of(facts.name()).filter(text -> !text.isEmpty());
    return new JoinLinkView(
        link.id(),
        link.conversation(),
        link.kind(),
        page.known().contains(link.conversation()) ? name : link.title(),
        people.card(facts, link.maker()),
        judged.state(),
        link.usesMax(),
        link.uses(),
        link.mailDomains(),
        judged.approval(),
        link.history(),
        link.until(),
        link.days(),
        link.relation(),
        link.note(),
        Optional.of(link.conditions()).filter(it -> !it.none()),
        link.createdAt(),
        link.expiresAt());
  }
}
