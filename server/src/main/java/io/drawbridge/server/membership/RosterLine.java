package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.invite.UnansweredInvitations;
import io.drawbridge.server.session.outbox.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A roster on its way through the egress gate: entries, and the paths of the person before them,
 * each judged on its own, because a path names a group that is a fact of its own.
 */
sealed interface RosterLine {
  /** An entry; a person's without the paths, which follow. */
  record Entry(RosterEntry entry) implements RosterLine {}

  /** A path of the person before. */
  record Way(AccountId person, Path path) implements RosterLine {}

  /** Puts the lines that passed together again. */
  static List<RosterEntry> entries(List<RosterLine> passed) {
    List<RosterEntry> entries = new ArrayList<>();
    List<Way> ways = new ArrayList<>();
    for (RosterLine line : passed.reversed()) {
      switch (line) {
        case Way way -> ways.addFirst(way);
        case Entry(RosterEntry entry) -> {
          entries.addFirst(withPaths(entry, ways));
          ways.clear();
        }
      }
    }
    return entries;
  }

  static Answer.Part<RosterLine> group(RosterStore.GroupRow row, Tag witness) {
    return new Answer.Part<>(
        witness,
        new Entry(
            new RosterEntry(
                Optional.empty(),
                Optional.of(row.group()),
                Optional.of(row.name()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RosterState.ACTIVE,
                ConversationRole.MEMBER,
                List.of(),
                row.until(),
                Optional.empty(),
                Optional.empty())));
  }

  static Answer.Part<RosterLine> invitation(UnansweredInvitations.Unanswered row, Tag witness) {
    return new Answer.Part<>(
        witness,
        new Entry(
            new RosterEntry(
                row.person(),
                Optional.empty(),
                Optional.empty(),
                row.email(),
                row.name(),
                Optional.of(row.id()),
                state(row.state()),
                ConversationRole.MEMBER,
                List.of(),
                row.until(),
                Optional.of(row.inviter()),
                Optional.empty())));
  }

  private static RosterState state(InvitationState invitation) {
    return switch (invitation) {
      case PENDING -> RosterState.INVITED;
      case UNDELIVERABLE -> RosterState.UNDELIVERABLE;
      case AWAITING_APPROVAL -> RosterState.AWAITING_APPROVAL;
      case EXPIRED, ACCEPTED, DECLINED, DENIED, REVOKED, DEAD -> RosterState.EXPIRED;
    };
  }

  /**
   * The entry with the paths of its person among those that follow: another may not have passed.
   */
  private static RosterEntry withPaths(RosterEntry entry, List<Way> ways) {
    Optional<AccountId> person = entry.person().map(Person::id);
    List<Path> paths =
        ways.stream()
            .filter(way -> person.filter(way.person()::equals).isPresent())
            .map(Way::path)
            .toList();
    return new RosterEntry(
        entry.person(),
        entry.group(),
        entry.groupName(),
        entry.email(),
        entry.name(),
        entry.invitation(),
        entry.state(),
        entry.role(),
        paths,
        entry.until(),
        entry.sponsor(),
        entry.terms());
  }
}
