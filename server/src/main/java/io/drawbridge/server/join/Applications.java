package io.drawbridge.server.join;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinOutcome;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.result.JoinResult.JoinApplied;
import io.drawbridge.server.access.facts.ExternalCountStore.Place;
import io.drawbridge.server.access.facts.ExternalCountStore.Who;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.join.JoinLinkJudge.Judged;
import io.drawbridge.server.join.JoinRequestStore.Address;
import io.drawbridge.server.join.JoinRequestStore.Asker;
import io.drawbridge.server.join.JoinRequestStore.Person;
import io.drawbridge.server.join.JoinRequestStore.Written;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Decides what becomes of somebody who applies by a join link: inside a change that is made by the
 * right of the link's maker. The lock of the domain makes the count of a link's uses exact.
 */
final class Applications {
  private final Ids ids;
  private final JoinLinkStore links;
  private final JoinRequestStore requests;
  private final PlaceStore places;
  private final JoinLinkJudge judge;
  private final Entrance entrance;
  private final JoinNews news;

  Applications(
      Ids ids,
      JoinLinkStore links,
      JoinRequestStore requests,
      PlaceStore places,
      JoinLinkJudge judge,
      Entrance entrance,
      JoinNews news) {
    this.ids = ids;
    this.links = links;
    this.requests = requests;
    this.places = places;
    this.judge = judge;
    this.entrance = entrance;
    this.news = news;
  }

  /**
   * Takes the application of somebody who is signed in. A person who was taken out is answered like
   * everybody whom a dead link is answered to (W19), and so is one whom this link let in before.
   */
  JoinApplied take(
      ChangeTransaction tx, JoinLinkId id, AccountStore.Account account, Optional<String> note) {
    Handle handle = tx.handle();
    Judged judged = judge.judge(handle, links.find(handle, id).orElseThrow(LinkUse::spent));
    JoinLinkStore.Stored link = judged.link();
    PlaceStore.AtDoor door =
        places.atDoor(handle, link.domain(), link.conversation(), account.id());
    if (!judged.alive() || (door.refused() && !door.there())) {
      throw LinkUse.spent();
    }
    if (door.there()) {
      return joined(link);
    }
    Person asker = new Person(account.id());
    Optional<JoinRequestStore.Stored> earlier = earlier(handle, id, asker);
    if (earlier.isPresent()) {
      return again(earlier.get());
    }
    if (!judged.open()) {
      throw LinkUse.spent();
    }
    requireDomain(
        handle,
        link,
        account.email().filter(_ -> account.verified()).flatMap(Applications::mailDomain));
    requireRoom(handle, id, asker);
    if (judged.approval() || !hasRoom(tx, link, Who.of(account.id()))) {
      JoinRequestId request = put(tx, link, asker, note, Written.as(JoinRequestState.PENDING));
      tx.afterwards(() -> news.requested(request));
      return new JoinApplied(JoinOutcome.PENDING, Optional.empty(), Optional.of(request));
    }
    entrance.letIn(tx, link, account.id(), link.maker());
    put(tx, link, asker, note, Written.as(JoinRequestState.APPROVED));
    return joined(link);
  }

  /**
   * Takes the application for an address that somebody typed in. What is answered depends on the
   * link alone, never on whose address it is, or whether it is anybody's.
   */
  JoinApplied take(ChangeTransaction tx, JoinLinkId id, Address typed, Optional<String> note) {
    Handle handle = tx.handle();
    Judged judged = judge.judge(handle, links.find(handle, id).orElseThrow(LinkUse::spent));
    if (!judged.open()) {
      throw LinkUse.spent();
    }
    JoinLinkStore.Stored link = judged.link();
    requireDomain(handle, link, typed.email().domain());
    boolean known = places.knows(handle, link.conversation(), typed.email().value());
    if (earlier(handle, id, typed).isEmpty()) {
      requireRoom(handle, id, typed);
      if (known) {
        put(tx, link, typed, note, Written.as(JoinRequestState.ENDED));
      } else if (judged.approval() || !hasRoom(tx, link, Who.of(typed.email().value()))) {
        JoinRequestId request = put(tx, link, typed, note, Written.as(JoinRequestState.PENDING));
        tx.afterwards(() -> news.requested(request));
      } else {
        InvitationId invitation = entrance.invite(tx, link, typed, link.maker());
        put(tx, link, typed, note, new Written(JoinRequestState.APPROVED, Optional.of(invitation)));
      }
    }
    return byMail(judged);
  }

  /**
   * Returns whether a quota of externals has room (G-23). Whom a link would let in at once without
   * it waits for an answer: strangers are not told how full a workspace is.
   */
  private static boolean hasRoom(ChangeTransaction tx, JoinLinkStore.Stored link, Who who) {
    return tx.memberships().room(tx.at(), new Place(who, link.conversation()))
        instanceof Decision.Allowed;
  }

  /** The one answer to an application for an address. */
  static JoinApplied byMail(Judged judged) {
    return new JoinApplied(
        judged.approval() ? JoinOutcome.PENDING : JoinOutcome.MAILED,
        Optional.empty(),
        Optional.empty());
  }

  /** The asker's request by the link, unless it is as if they had not asked. */
  private Optional<JoinRequestStore.Stored> earlier(Handle handle, JoinLinkId link, Asker asker) {
    return requests
        .find(handle, link, asker)
        .filter(found -> found.state() != JoinRequestState.EXPIRED)
        .filter(found -> found.invitation().filter(it -> places.expired(handle, it)).isEmpty());
  }

  private static JoinApplied again(JoinRequestStore.Stored earlier) {
    return switch (earlier.state()) {
      case PENDING ->
          new JoinApplied(JoinOutcome.PENDING, Optional.empty(), Optional.of(earlier.id()));
      case DENIED ->
          new JoinApplied(JoinOutcome.DENIED, Optional.empty(), Optional.of(earlier.id()));
      case APPROVED, EXPIRED, ENDED -> throw LinkUse.spent();
    };
  }

  private void requireDomain(
      Handle handle, JoinLinkStore.Stored link, Optional<String> mailDomain) {
    ExternalRules.comeByLink(link.mailDomains(), mailDomain).require();
    judge.comeFrom(handle, link, mailDomain).require();
  }

  private void requireRoom(Handle handle, JoinLinkId link, Asker asker) {
    JoinRequestStore.Counts counts = requests.count(handle, link, asker);
    requireBelow("of this link", counts.ofLink(), Limits.JOIN_REQUESTS_PER_LINK_MAX);
    requireBelow(
        "of this link without an answer",
        counts.openOfLink(),
        Limits.JOIN_REQUESTS_OPEN_PER_LINK_MAX);
    requireBelow(
        "of yours without an answer",
        counts.openOfPerson(),
        Limits.JOIN_REQUESTS_OPEN_PER_ACCOUNT_MAX);
  }

  private static void requireBelow(String whose, int count, int max) {
    if (count >= max) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "requests to join %s: %d (limit: %d)".formatted(whose, count, max));
    }
  }

  private JoinRequestId put(
      ChangeTransaction tx,
      JoinLinkStore.Stored link,
      Asker asker,
      Optional<String> note,
      Written written) {
    return requests.put(tx, new JoinRequestId(ids.next()), link, asker, note, written);
  }

  private static JoinApplied joined(JoinLinkStore.Stored link) {
    return new JoinApplied(JoinOutcome.JOINED, Optional.of(link.conversation()), Optional.empty());
  }

  private static Optional<String> mailDomain(String email) {
    return new EmailAddress(email).domain();
  }
}
