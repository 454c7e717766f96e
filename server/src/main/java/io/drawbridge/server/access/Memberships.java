package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.facts.ExternalCountStore.Place;
import io.drawbridge.server.access.facts.QuotaRoom;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The only writer of links. Every method runs inside a membership lane's transaction, under the
 * domain's exclusive lock, at the epoch of the change it belongs to.
 */
public interface Memberships {
  /**
   * The place and time of a change: the domain, and the epoch and mark it was given.
   *
   * @param right by which the actor changes it, decided under this lock; empty if the server does
   * @param tally what it has done so far
   */
  record At(
      Handle handle,
      DomainId domain,
      long epoch,
      long mark,
      AccountId actor,
      Optional<Permit> right,
      LinkTally tally) {

    public At(
        Handle handle,
        DomainId domain,
        long epoch,
        long mark,
        AccountId actor,
        Optional<Permit> right) {
      this(handle, domain, epoch, mark, actor, right, new LinkTally());
    }

    /** The conversation as it is under the lock, into which the right lets somebody be brought. */
    ConversationFacts into(ConversationId conversation) {
      return right()
          .filter(Permit.InvitePermit.class::isInstance)
          .map(Permit.InvitePermit.class::cast)
          .map(Permit.InvitePermit::conversation)
          .filter(it -> it.id().equals(conversation))
          .orElseThrow(Failure::notFound);
    }

    /** The same by the right that somebody else has to what is asked of them. */
    public At inNameOf(AccountId other) {
      return new At(handle, domain, epoch, mark, other, Optional.empty(), tally);
    }
  }

  /** The opening that shows only what comes from this change on. */
  Opening fromNow(At at);

  /** Gives a seat in the workspace of this domain (widening); changes the role if one exists. */
  void seat(At at, AccountId person, WorkspaceRole role);

  /**
   * Ends the seat and every other link of the person in the domain. Returns the conversations
   * touched directly.
   */
  List<ConversationId> unseat(At at, AccountId person, String reason);

  /**
   * Lets people into a conversation: members of its home, and externals if the actor may bring them
   * in.
   *
   * @return one admission for each, in their order
   * @throws io.drawbridge.server.failure.Failure if there is an external among those who are not
   *     there yet, and no right to bring one in
   */
  List<Admission.OfPerson> admit(At at, ConversationId conversation, Collection<AccountId> people);

  /** The same for one person. */
  default Admission.OfPerson admit(At at, ConversationId conversation, AccountId person) {
    return admit(at, conversation, List.of(person)).getFirst();
  }

  /**
   * Lets a person into a DM because they share a conversation, the anchor, with the actor: without
   * a seat, their DM ends when they lose the anchor (D7).
   *
   * @throws io.drawbridge.server.failure.Failure {@code not_found} if they do not share it
   */
  Admission.OfPerson admitAnchored(
      At at, ConversationId dm, AccountId person, ConversationId anchor);

  /**
   * Lets the people of groups into a thread, all or none: groups of this domain that the actor is
   * in, or that are open to them.
   *
   * @return one admission for each group, in their order
   * @throws io.drawbridge.server.failure.Failure {@code not_found} if there is one that they may
   *     not know of, whether or not it exists; {@code not_allowed} if they know of it but are not
   *     in it, or if one of the thread's groups would share it with an external who is not in that
   *     group, and the actor may bring none into it
   */
  List<Admission.OfGroup> admitGroups(
      At at, ConversationId thread, Collection<ConversationId> groups);

  /**
   * Decides of each address whether its owner may be invited into a conversation.
   *
   * @return one decision for each address, in their order
   * @throws io.drawbridge.server.failure.Failure if the actor may bring no external in at all
   */
  List<Decided> admitAddresses(At at, ConversationId conversation, List<String> emails);

  /**
   * Lets the owner of an address be invited into a conversation.
   *
   * @throws io.drawbridge.server.failure.Failure if the actor may bring no external in, or none of
   *     this mail domain
   */
  default Admission.OfAddress admitAddress(At at, ConversationId conversation, String email) {
    return admitAddresses(at, conversation, List.of(email)).getFirst().allowed();
  }

  /**
   * Lets somebody who has no address be invited into a conversation, by a code (D14).
   *
   * @throws io.drawbridge.server.failure.Failure if the actor may bring no external in, or nobody
   *     without an address
   */
  Admission.OfAddress admitCode(At at, ConversationId conversation);

  /** The admission of an address, or what the actor is told instead; one of both is there. */
  record Decided(Optional<Admission.OfAddress> admission, Optional<Failure> why) {
    /**
     * The admission.
     *
     * @throws io.drawbridge.server.failure.Failure if there is none
     */
    Admission.OfAddress allowed() {
      return admission.orElseThrow(why::orElseThrow);
    }

    static Decided of(Decision decision, Admission.OfAddress admission) {
      return decision instanceof Decision.Refused refused
          ? new Decided(Optional.empty(), Optional.of(refused.failure()))
          : new Decided(Optional.of(admission), Optional.empty());
    }
  }

  /**
   * Checks the end that somebody asks for an external's access. Without one the policies set it.
   *
   * @throws io.drawbridge.server.failure.Failure {@code invalid} if it is later than they let it
   */
  void requireTerm(At at, ConversationId conversation, Optional<Instant> until);

  /**
   * Checks that who brings somebody from outside in said that they know, if nobody from outside is
   * there or invited and the policies want that said (G-21).
   *
   * @param confirmed what they said
   * @throws io.drawbridge.server.failure.Failure {@code first_external}
   */
  void requireFirst(At at, ConversationId conversation, Optional<Boolean> confirmed);

  /**
   * Sets when these externals' own links end by the clock: those that hold and whose end the actor
   * may set to this; to somebody who may see less by then it is a narrowing.
   *
   * @param until a time to come; empty: no end
   * @param conditions what else ends them; empty: what did so before
   * @param exception why the policies in force are not asked until then (G-33, N-10); noted on the
   *     link, which they pass over from now on; it takes an end
   */
  Dated date(
      At at,
      List<Ended> links,
      Optional<Instant> until,
      Optional<EndConditions> conditions,
      Optional<String> exception);

  /**
   * Lets somebody else answer for these externals, and takes back what their staying without
   * anybody cost them (N-12). Those of whom the actor may know nothing are passed over.
   */
  Dated handOver(At at, List<Ended> links, AccountId to);

  /**
   * Notes that these externals are still needed, for as long as the policies say. Those of whom the
   * actor may know nothing are passed over.
   */
  Dated confirm(At at, List<Ended> links);

  /** Ends what externals have until the conversation is closed; returns who lost it. */
  List<Ended> endOnClose(At at, ConversationId conversation);

  /**
   * What came of writing other terms of links.
   *
   * @param links those that have other terms now
   * @param kept those that may not have them, in the order asked
   */
  record Dated(List<Ended> links, List<Kept> kept) {
    public Dated {
      links = List.copyOf(links);
      kept = List.copyOf(kept);
    }
  }

  /** A link that was left as it is, and what the actor is told of it. */
  record Kept(Ended link, Failure why) {}

  /**
   * Notes that this place of an external gives way to another in this change: an accepted
   * invitation, which was counted, and approved if need was. Call it before they are let in.
   */
  default void gives(At at, Place place) {
    at.tally().invited();
    at.tally().quota().gives(place);
  }

  /** Notes that somebody asked to come in there, or was there before this change (D3). */
  default void consented(At at, ConversationId conversation, AccountId person) {
    at.tally().consented(conversation, person);
  }

  /**
   * Notes that externals may have more places by this change than they had, without being admitted:
   * invitations that were over are renewed. Call it before.
   */
  default void recount(At at) {
    at.tally().quota().arriving(at.handle(), at.domain());
  }

  /** Decides whether the quotas of externals have room for one place more (G-23). */
  Decision room(At at, Place more);

  /**
   * Returns the room that they have for addresses in a conversation. Call it after these were
   * admitted.
   */
  QuotaRoom room(At at, ConversationId conversation, Collection<String> emails);

  /**
   * Decides whether they have room for all that this change has done so far. Every change is asked
   * at its end; a rehearsal asks by itself.
   */
  Decision room(At at);

  /** The part of the past that a newcomer sees, if nobody says: by the policies now (D16). */
  HistoryWindow history(At at, ConversationId conversation, Newcomer newcomer);

  /**
   * Adds the person to the conversation. False if an active direct link already exists.
   *
   * @throws Failure if somebody has to approve it first, or they to accept
   */
  boolean add(At at, Admission.OfPerson admission, Terms terms);

  /** Lets those into a new backstage who are members in its conversation (N-16). */
  void openBackstage(At at, ConversationId backstage);

  /** Adds the group to the thread. False if it is there already. */
  boolean addGroup(At at, Admission.OfGroup admission, Opening opening);

  /**
   * Takes back that the actor removed this person from the conversation: by a new link on the terms
   * of the old one, if the actor may bring them in now.
   *
   * @param openGap whether they see what they saw, and what came since; else only what comes
   * @param asAdmin whether who was an admin is one again
   * @throws Failure {@code not_found} if the last who took them out was somebody else, or did so in
   *     another way; {@code conflict} if it is too long ago, or not as it was any more
   */
  void restore(
      At at, ConversationId conversation, AccountId person, boolean openGap, boolean asAdmin);

  /** The same with a group that the actor took off a thread. */
  void restoreGroup(At at, ConversationId thread, ConversationId group, boolean openGap);

  /**
   * Cuts the person's link to a DM loose from its anchor: they have it for its own sake from now
   * on. Nothing happens if it never did.
   */
  void unanchor(At at, ConversationId dm, AccountId person);

  /** Ends the direct link. */
  Removed remove(At at, ConversationId conversation, AccountId person, String reason);

  /**
   * What came of ending a direct link.
   *
   * @param ended whether there was one
   * @param remaining the other paths, which still lead the person there (N-6)
   * @param asked whether an invitation there of the person's address is open
   */
  record Removed(boolean ended, List<Path> remaining, boolean asked) {
    public Removed {
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * Ends the direct links of these people to these conversations; those that are not there are no
   * matter. Returns who lost which conversation: no other path leads them there.
   */
  List<Ended> removeAll(At at, Collection<Ended> links, String reason);

  boolean removeGroup(At at, ConversationId thread, ConversationId group, String reason);

  /** Adds a thread-level exclusion that beats every group path. False if one is active. */
  boolean exclude(At at, ConversationId thread, AccountId person);

  boolean liftExclusion(At at, ConversationId thread, AccountId person);

  void setRole(At at, ConversationId conversation, AccountId person, ConversationRole role);

  boolean suspend(At at, AccountId person, Optional<String> reason);

  /** Lifts a suspension: the gap opens for those with a seat and stays closed for externals. */
  boolean unsuspend(At at, AccountId person);

  /** The beginning of the person's sight of the conversation; empty without a path. */
  Optional<Opening> floor(Handle handle, ConversationId conversation, AccountId person);

  /** The active paths that lead the person to the conversation now (N-6). */
  List<Path> paths(Handle handle, ConversationId conversation, AccountId person);

  /**
   * Domains in which an active link has passed its {@code until}: the expiry sweep logs their end.
   */
  Set<DomainId> overdue(Handle handle, int max);

  /**
   * Ends links whose {@code until} has passed, at this change's epoch, at most {@code max}; returns
   * how many. They stand in the tally, as do those that another method finds.
   */
  int endOverdue(At at, int max);

  /**
   * Domains in which somebody takes no part any more who may not stay then; or, by the other
   * questions, in which somebody's sponsor has gone or is back and nothing followed, or in which
   * somebody without an address has lost the one session that opens their account.
   */
  Set<DomainId> lapsed(Handle handle, Lapse which, int max);

  /** Ends or settles those, at this change's epoch, at most {@code max}. */
  Followed settleLapsed(At at, Lapse which, int max);

  /** The reasons why the terms of externals are looked at though nobody changed anything. */
  enum Lapse {
    IDLE,
    SPONSOR,
    SIGNED_OUT
  }

  /**
   * Writes the links that follow from those of this change: externals whose sponsor has gone, or is
   * back, stay for the days of grace, or on their own terms again (N-12); DMs whose anchor somebody
   * lost end (D7), somebody is put in charge where nobody is any more (7.7), and who is in
   * backstages follows (N-16). Call it when all else is done, if the tally says that anything was
   * written.
   */
  Followed follow(At at);

  /**
   * The links that followed from a change.
   *
   * @param left who lost a DM with its anchor, or anything with their sponsor
   * @param changed where an external stays on other terms
   * @param inCharge who is in charge of a group or thread from now on
   */
  record Followed(List<Ended> left, List<Ended> changed, List<InCharge> inCharge) {
    public Followed {
      left = List.copyOf(left);
      changed = List.copyOf(changed);
      inCharge = List.copyOf(inCharge);
    }
  }

  /** A person who is in charge of a group or thread from now on. */
  record InCharge(ConversationId conversation, AccountId person) {}

  record Ended(ConversationId conversation, AccountId person) {}
}
