package io.drawbridge.server.join;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.join.JoinLinkState;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Decides what a join link is worth: the one place, asked by every door that shows or spends one.
 * It is worth what its maker may do now, no matter what took the right away. Thread-safe.
 */
final class JoinLinkJudge {
  private final AccessGate gate;

  JoinLinkJudge(AccessGate gate) {
    this.gate = gate;
  }

  /**
   * A link as of one snapshot.
   *
   * @param approval whether each application waits for an answer: if the link says so, or if its
   *     maker may let nobody in at once (any more)
   */
  record Judged(JoinLinkStore.Stored link, JoinLinkState state, boolean approval) {
    boolean open() {
      return state == JoinLinkState.OPEN;
    }

    /** Returns whether who came by it before may hear of it, and who waits be answered. */
    boolean alive() {
      return open() || state == JoinLinkState.USED_UP;
    }
  }

  Judged judge(Handle snapshot, JoinLinkStore.Stored link) {
    return judge(snapshot, List.of(link)).getFirst();
  }

  /** Judges them with a fixed number of statements, in their order. */
  List<Judged> judge(Handle snapshot, List<JoinLinkStore.Stored> links) {
    List<Asked> questions = new ArrayList<>(2 * links.size());
    for (JoinLinkStore.Stored link : links) {
      questions.add(new Asked(link.maker(), link.conversation(), Action.Invite.OFFER_REQUESTS));
      questions.add(new Asked(link.maker(), link.conversation(), Action.Invite.OFFER_ENTRY));
    }
    List<Decision> decisions = gate.decideAll(snapshot, questions);
    List<Judged> judged = new ArrayList<>(links.size());
    for (int i = 0; i < links.size(); i++) {
      JoinLinkStore.Stored link = links.get(i);
      boolean dead = !decisions.get(2 * i).equals(Decision.ALLOWED);
      boolean lasting = link.state() == JoinLinkState.REVOKED;
      judged.add(
          new Judged(
              link,
              dead && !lasting ? JoinLinkState.DEAD : link.state(),
              link.approval() || !decisions.get(2 * i + 1).equals(Decision.ALLOWED)));
    }
    return judged;
  }

  /** Those of the requests whose way in is worth something: their link, or who suggested them. */
  List<JoinRequestStore.Stored> answerable(
      Handle snapshot, List<JoinRequestStore.Stored> requests, Set<JoinLinkId> alive) {
    List<Asked> questions =
        requests.stream()
            .flatMap(it -> it.suggestedBy().map(by -> suggestion(it, by)).stream())
            .toList();
    Iterator<Decision> decisions = gate.decideAll(snapshot, questions).iterator();
    List<JoinRequestStore.Stored> answerable = new ArrayList<>();
    for (JoinRequestStore.Stored request : requests) {
      boolean good =
          request.suggestedBy().isPresent()
              ? decisions.next().equals(Decision.ALLOWED)
              : request.link().filter(alive::contains).isPresent();
      if (good) {
        answerable.add(request);
      }
    }
    return answerable;
  }

  private static Asked suggestion(JoinRequestStore.Stored request, AccountId by) {
    return new Asked(by, request.conversation(), Action.Invite.SUGGEST);
  }

  /** Decides whether somebody with this mail domain may come in there, by the policies (G-34). */
  Decision comeFrom(Handle snapshot, JoinLinkStore.Stored link, Optional<String> mailDomain) {
    return gate.decideAll(
            snapshot,
            List.of(
                new Asked(
                    link.maker(), link.conversation(), Action.Invite.OFFER_REQUESTS, mailDomain)))
        .getFirst();
  }

  /** Returns whether the person may see and end the links and requests of others. */
  boolean manages(Handle snapshot, AccountId person, ConversationId conversation) {
    return may(snapshot, List.of(person), conversation, Action.Manage.MANAGE_INVITATIONS)
        .contains(person);
  }

  /** Those of the people who may let in somebody who asks. */
  List<AccountId> approvers(Handle snapshot, List<AccountId> people, ConversationId conversation) {
    return may(snapshot, people, conversation, Action.Invite.APPROVE_JOIN);
  }

  private List<AccountId> may(
      Handle snapshot, List<AccountId> people, ConversationId conversation, Action action) {
    List<Decision> decisions =
        gate.decideAll(
            snapshot,
            people.stream().map(person -> new Asked(person, conversation, action)).toList());
    List<AccountId> may = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      if (decisions.get(i).equals(Decision.ALLOWED)) {
        may.add(people.get(i));
      }
    }
    return may;
  }
}
