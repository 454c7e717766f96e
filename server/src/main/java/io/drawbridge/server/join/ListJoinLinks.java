package io.drawbridge.server.join;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.join.JoinLinkView;
import io.drawbridge.protocol.result.JoinResult.JoinLinks;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code join_link.list}: lists the join links into a conversation, all for those who manage it or
 * run its workspace, for other members their own.
 */
final class ListJoinLinks implements Handler<JoinCommand.ListLinks, JoinLinks> {
  private final AccessGate gate;
  private final Database database;
  private final People people;
  private final JoinLinkStore store;
  private final JoinLinkJudge judge;

  ListJoinLinks(
      AccessGate gate, Database database, People people, JoinLinkStore store, JoinLinkJudge judge) {
    this.gate = gate;
    this.database = database;
    this.people = people;
    this.store = store;
    this.judge = judge;
  }

  @Override
  public CompletionStage<Answer<JoinLinks>> handle(Caller caller, JoinCommand.ListLinks command) {
    boolean all =
        database.query(handle -> judge.manages(handle, caller.account(), command.conversation()));
    ConversationFacts facts =
        gate.manage(
                caller,
                command.conversation(),
                all ? Action.Manage.MANAGE_INVITATIONS : Action.Manage.SEE_INVITATIONS,
                Optional.empty())
            .conversation();
    Page page =
        database.read(handle ->
            new Page(
                EpochStore.of(handle, facts.domain()),
                judge.judge(
                    handle,
                    store.into(
                        handle,
                        facts.id(),
                        all ? Optional.empty() : Optional.of(caller.account()),
                        Limits.LIST_PAGE_MAX))));
    // Who runs the workspace ends what they cannot read (7.3), so a seat is enough for them.
    Tag tag =
        gate.seesEpochs(caller, facts)
            ? new Tag.Seat(facts.domain(), page.epoch())
            : new Tag.Conversation(facts.domain(), facts.id(), page.epoch());
    return CompletableFuture.completedStage(
        Answer.of(
            tag, new JoinLinks(page.links().stream().map(judged -> view(facts, judged)).toList())));
  }

  /** Links, and the domain's epoch in the same snapshot. */
  private record Page(long epoch, List<JoinLinkJudge.Judged> links) {}

  private JoinLinkView view(ConversationFacts facts, JoinLinkJudge.Judged judged) {
    JoinLinkStore.Stored link = judged.link();
    return new JoinLinkView(
        link.id(),
        link.conversation(),
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
        link.createdAt(),
        link.expiresAt());
  }
}
