package io.drawbridge.server.join;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.join.JoinRequestStore.Address;
import io.drawbridge.server.join.JoinRequestStore.Person;
import io.drawbridge.server.join.JoinRequestStore.Written;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code join_request.approve}: lets in who asked, by the right and in the care of who approves; to
 * an address that is not proved yet an invitation of theirs is mailed.
 */
final class ApproveJoin implements Handler<JoinCommand.Approve, Done> {
  private final AccessGate gate;
  private final Database database;
  private final Changes changes;
  private final JoinLinkStore links;
  private final JoinRequestStore requests;
  private final PlaceStore places;
  private final JoinLinkJudge judge;
  private final Entrance entrance;
  private final JoinNews news;

  ApproveJoin(
      AccessGate gate,
      Database database,
      Changes changes,
      JoinLinkStore links,
      JoinRequestStore requests,
      PlaceStore places,
      JoinLinkJudge judge,
      Entrance entrance,
      JoinNews news) {
    this.gate = gate;
    this.database = database;
    this.changes = changes;
    this.links = links;
    this.requests = requests;
    this.places = places;
    this.judge = judge;
    this.entrance = entrance;
    this.news = news;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, JoinCommand.Approve command) {
    JoinRequestStore.Stored request =
        database
            .query(handle -> requests.find(handle, command.request()))
            .orElseThrow(Failure::notFound);
    InvitePermit permit = gate.invite(caller, request.conversation(), Action.Invite.APPROVE_JOIN);
    return changes
        .run(permit, command, Done.class, tx -> approve(tx, permit, request))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done approve(ChangeTransaction tx, InvitePermit permit, JoinRequestStore.Stored request) {
    AccountId approver = permit.caller().account();
    Written answer =
        request.link().isPresent()
            ? byLink(tx, good(tx.handle(), request), request, approver)
            : suggested(tx, request, approver);
    if (!requests.answer(tx, request.id(), approver, answer)) {
      throw goneBy();
    }
    tx.afterwards(() -> news.ended(request.id(), JoinRequestState.APPROVED));
    return new Done();
  }

  /** Invites the owner of an address that somebody suggested, who may still do so. */
  private Written suggested(
      ChangeTransaction tx, JoinRequestStore.Stored request, AccountId approver) {
    boolean good = !judge.answerable(tx.handle(), List.of(request), Set.of()).isEmpty();
    if (!good || !(request.asker() instanceof Address typed)) {
      throw goneBy();
    }
    return new Written(
        JoinRequestState.APPROVED,
        Optional.of(entrance.invite(tx, request.conversation(), typed, approver)));
  }

  private Written byLink(
      ChangeTransaction tx,
      JoinLinkStore.Stored link,
      JoinRequestStore.Stored request,
      AccountId approver) {
    return switch (request.asker()) {
      case Person(AccountId person) -> {
        entrance.letIn(tx, link, person, approver);
        entrance.tell(tx, link, person);
        yield Written.as(JoinRequestState.APPROVED);
      }
      case Address typed ->
          new Written(
              JoinRequestState.APPROVED, Optional.of(entrance.invite(tx, link, typed, approver)));
    };
  }

  /** The link of a request that can still be approved. */
  private JoinLinkStore.Stored good(Handle handle, JoinRequestStore.Stored request) {
    JoinLinkJudge.Judged judged =
        request
            .link()
            .flatMap(link -> links.find(handle, link))
            .map(link -> judge.judge(handle, link))
            .filter(JoinLinkJudge.Judged::alive)
            .orElseThrow(ApproveJoin::goneBy);
    JoinLinkStore.Stored link = judged.link();
    if (!judged.open()) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "people whom this link lets in: %d (limit: %d)".formatted(link.uses(), link.usesMax()));
    }
    Optional<PlaceStore.AtDoor> door =
        request
            .person()
            .map(person -> places.atDoor(handle, link.domain(), link.conversation(), person));
    if (door.filter(it -> it.refused() && !it.there()).isPresent()) {
      throw goneBy();
    }
    Optional<String> mailDomain =
        request.address().map(email -> email.substring(email.lastIndexOf('@') + 1));
    ExternalRules.comeByLink(link.mailDomains(), mailDomain).require();
    return link;
  }

  private static Failure goneBy() {
    return Failure.of(
        ErrorCode.CONFLICT, "the request can be approved no more (expected: look again)");
  }
}
