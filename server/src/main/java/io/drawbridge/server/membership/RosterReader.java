package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.UnansweredInvitations;
import io.drawbridge.server.membership.RosterCursor.Section;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Composes pages of a roster: the groups it is addressed to, the people, the invitations. A reader
 * without a seat in the home sees the people they share the conversation with, of others neither
 * end nor sponsor, and no invitations but their own. All of a page is of one snapshot.
 */
final class RosterReader {
  private final Database database;
  private final UnansweredInvitations invitations;
  private final RosterStore store = new RosterStore();

  RosterReader(Database database, UnansweredInvitations invitations) {
    this.database = database;
    this.invitations = invitations;
  }

  Answer<ConversationResult.Roster> page(ReadPermit permit, RosterCursor from, int limit) {
    return database.read(handle -> {
      Page page = new Page(handle, permit, limit);
      page.groups(from);
      page.people(from);
      page.invitations(from);
      return page.answer();
    });
  }

  /** The paths of one person; none for somebody who is not there, account or not. */
  Answer<MemberResult.Paths> paths(ReadPermit permit, AccountId person) {
    return database.read(handle -> {
      Page page = new Page(handle, permit, 1);
      page.person(person);
      return page.pathsAnswer();
    });
  }

  /** One page being filled. */
  private final class Page {
    private final Handle handle;
    private final AccountId reader;
    private final ConversationId conversation;
    private final RosterStore.Standing standing;
    private final int limit;
    private final List<Answer.Part<RosterLine>> lines = new ArrayList<>();
    private RosterCursor last = RosterCursor.START;
    private int entries;
    private boolean more;

    Page(Handle handle, ReadPermit permit, int limit) {
      this.handle = handle;
      this.reader = permit.caller().account();
      this.conversation = permit.conversation().id();
      this.standing = store.standing(handle, reader, conversation).orElseThrow(Failure::notFound);
      this.limit = limit;
    }

    void groups(RosterCursor from) {
      Optional<Long> after = from.within(Section.GROUPS);
      if (after.isEmpty()) {
        return;
      }
      for (RosterStore.GroupRow row :
          store.groups(handle, reader, conversation, after.get(), limit + 1)) {
        if (takes(Section.GROUPS, row.group().value())) {
          lines.add(RosterLine.group(row, witness(row.within(), row.group())));
        }
      }
    }

    void people(RosterCursor from) {
      Optional<Long> after = from.within(Section.PEOPLE);
      if (after.isEmpty() || more) {
        return;
      }
      people(
          store.people(
              handle, reader, conversation, Optional.empty(), after.get(), limit - entries + 1));
    }

    void person(AccountId person) {
      people(store.people(handle, reader, conversation, Optional.of(person), 0, 1));
    }

    void invitations(RosterCursor from) {
      Optional<Long> after = from.within(Section.INVITATIONS);
      if (after.isEmpty() || more) {
        return;
      }
      Tag witness = standing.seated() ? new Tag.Seat(standing.domain(), standing.epoch()) : here();
      Optional<AccountId> inviter = standing.seated() ? Optional.empty() : Optional.of(reader);
      for (UnansweredInvitations.Unanswered row :
          invitations.of(handle, conversation, inviter, after.get(), limit - entries + 1)) {
        if (takes(Section.INVITATIONS, row.id().value())) {
          lines.add(RosterLine.invitation(row, witness));
        }
      }
    }

    /** Adds people; the rows of one person stand together. */
    private void people(List<RosterStore.PersonRow> rows) {
      int at = 0;
      while (at < rows.size()) {
        AccountId person = rows.get(at).person().id();
        int end = at;
        while (end < rows.size() && rows.get(end).person().id().equals(person)) {
          end++;
        }
        if (takes(Section.PEOPLE, person.value())) {
          person(rows.subList(at, end));
        }
        at = end;
      }
    }

    private void person(List<RosterStore.PersonRow> paths) {
      RosterStore.PersonRow first = paths.getFirst();
      boolean told = standing.seated() || first.person().id().equals(reader);
      lines.add(
          new Answer.Part<>(
              here(first.person().id()),
              new RosterLine.Entry(
                  new RosterEntry(
                      Optional.of(first.person()),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      RosterState.ACTIVE,
                      paths.stream().anyMatch(path -> path.role() == ConversationRole.ADMIN)
                          ? ConversationRole.ADMIN
                          : ConversationRole.MEMBER,
                      List.of(),
                      told ? until(paths) : Optional.empty(),
                      standing.seated() ? first.sponsor() : Optional.empty(),
                      standing.seated() ? first.terms() : Optional.empty()))));
      for (RosterStore.PersonRow row : paths) {
        Tag tag =
            row.path()
                .group()
                .map(group -> witness(row.within(), group))
                .orElseGet(() -> here(first.person().id()));
        lines.add(new Answer.Part<>(tag, new RosterLine.Way(row.person().id(), row.path())));
      }
    }

    /** The end of a person's stay, which is that of the longest path. */
    private static Optional<Instant> until(List<RosterStore.PersonRow> paths) {
      return paths.stream().allMatch(path -> path.until().isPresent())
          ? paths.stream().flatMap(path -> path.until().stream()).max(Instant::compareTo)
          : Optional.empty();
    }

    private boolean takes(Section section, long id) {
      if (entries == limit) {
        more = true;
        return false;
      }
      entries++;
      last = new RosterCursor(section, id);
      return true;
    }

    private Tag here() {
      return new Tag.Conversation(standing.domain(), conversation, standing.epoch());
    }

    /** The tag of what is told of somebody there. */
    private Tag here(AccountId person) {
      return new Tag.Conversation(
          standing.domain(), conversation, standing.epoch(), Whose.of(person));
    }

    /** The tag of a group, which is known by being in it, or by a seat. */
    private Tag witness(boolean within, ConversationId group) {
      return within
          ? new Tag.Conversation(standing.domain(), group, standing.epoch())
          : new Tag.Seat(standing.domain(), standing.epoch());
    }

    Answer<ConversationResult.Roster> answer() {
      boolean another = more;
      Optional<String> next = another ? Optional.of(last.text()) : Optional.empty();
      return Answer.joined(
          here(),
          lines,
          passed -> new ConversationResult.Roster(RosterLine.entries(passed), next, another));
    }

    Answer<MemberResult.Paths> pathsAnswer() {
      return Answer.joined(
          here(),
          lines,
          passed ->
              new MemberResult.Paths(
                  RosterLine.entries(passed).stream()
                      .flatMap(entry -> entry.paths().stream())
                      .toList()));
    }
  }
}
