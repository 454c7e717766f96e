package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.UnansweredInvitations;
import io.drawbridge.server.session.outbox.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The roster shows each reader whom they may see.
 *
 * <p>Shows GLUE-10, TS-18, TS-25.
 */
final class RosterDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final StoredWorld world = new StoredWorld(DB);
  private final RosterReader rosters =
      new RosterReader(
          DB.database(),
          new UnansweredInvitations(Access.create(DB.database(), DB.clock()).gate()));
  private final AccountId anna = world.member("Anna", "owner");
  private final AccountId bert = world.member("Bert", "member");
  private final AccountId eve = world.account("Eve");
  private final AccountId finn = world.account("Finn");
  private final ConversationFacts secret = world.group("secret", anna);
  private final ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);

  RosterDbTest() {
    world.add(anna, secret, true);
    world.add(finn, secret, true);
    world.addGroup(secret, thread, true);
    world.add(bert, thread, true);
    world.add(eve, thread, false);
    DB.execute(
        "update link set sponsor = ?, until = now() + interval '1 hour' where person = ?",
        anna.value(),
        eve.value());
    DB.execute(
        """
        insert into invitation (id, domain, conversation, email, inviter, role, at_epoch, opens_epoch,
          opens_pos, expires_at)
        values (?, ?, ?, ?, ?, 'member', 0, 0, 0, now() + interval '1 day')
        """,
        DB.ids().next(),
        world.domain().value(),
        thread.id().value(),
        "canary@firm.example",
        anna.value());
  }

  private ConversationResult.Roster page(AccountId reader, RosterCursor from, int limit) {
    return released(
        rosters.page(TestPermits.read(reader, thread), from, limit), tag -> Verdict.ALLOW);
  }

  private List<RosterEntry> roster(AccountId reader) {
    return page(reader, RosterCursor.START, 50).entries();
  }

  private static ConversationResult.Roster released(
      Answer<ConversationResult.Roster> answer, Function<Tag, Verdict> gate) {
    return ((Answer.Released.Told<ConversationResult.Roster>) answer.release(gate)).result();
  }

  private static List<AccountId> people(List<RosterEntry> entries) {
    return entries.stream().flatMap(entry -> entry.person().stream()).map(it -> it.id()).toList();
  }

  private static RosterEntry entryOf(AccountId person, List<RosterEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.person().filter(it -> it.id().equals(person)).isPresent())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void adminSeesGroupsPeopleAndInvitations() {
    List<RosterEntry> entries = roster(anna);
    assertThat(entries.getFirst().group()).contains(secret.id());
    assertThat(people(entries)).containsExactlyInAnyOrder(anna, bert, eve, finn);
    assertThat(entryOf(finn, entries).paths())
        .containsExactly(new Path(PathKind.GROUP, Optional.of(secret.id()), Optional.of("c")));
    assertThat(entryOf(eve, entries).sponsor()).contains(anna);
    assertThat(entryOf(eve, entries).until()).isPresent();
    assertThat(entryOf(eve, entries).person().orElseThrow().external()).isTrue();
    RosterEntry invited = entries.getLast();
    assertThat(invited.email()).contains("canary@firm.example");
    assertThat(invited.state()).isEqualTo(RosterState.INVITED);
  }

  @Test
  void memberOutsideASecretGroupSeesItsPeopleButNotIt() {
    List<RosterEntry> entries = roster(bert);
    assertThat(entries).allMatch(entry -> entry.group().isEmpty());
    assertThat(entryOf(finn, entries).paths())
        .containsExactly(new Path(PathKind.GROUP, Optional.empty(), Optional.empty()));
  }

  /** Leaks 47 and 52. */
  @Test
  void externalSeesCoParticipantsAndNothingElse() {
    List<RosterEntry> entries = roster(eve);
    assertThat(people(entries)).containsExactlyInAnyOrder(anna, bert, eve, finn);
    assertThat(entries).hasSize(4).allMatch(entry -> entry.email().isEmpty());
    assertThat(entries).allMatch(entry -> entry.sponsor().isEmpty());
    assertThat(entryOf(eve, entries).until()).isPresent();
    assertThat(entryOf(finn, entries).paths())
        .containsExactly(new Path(PathKind.GROUP, Optional.empty(), Optional.empty()));
  }

  @Test
  void otherExternalsEndIsNotTold() {
    DB.execute("update link set until = now() + interval '1 hour' where person = ?", bert.value());
    assertThat(entryOf(bert, roster(eve)).until()).isEmpty();
    assertThat(entryOf(bert, roster(anna)).until()).isPresent();
  }

  @Test
  void pagesMakeTheWhole() {
    List<RosterEntry> whole = roster(anna);
    List<RosterEntry> paged = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ConversationResult.Roster page = page(anna, RosterCursor.parse(next), 1);
      assertThat(page.more()).isEqualTo(page.next().isPresent());
      paged.addAll(page.entries());
      next = page.next();
    } while (next.isPresent());
    assertThat(paged).isEqualTo(whole);
  }

  @Test
  void withoutAPathThereIsNoRoster() {
    world.remove(eve, thread);
    assertThatThrownBy(() -> roster(eve)).isInstanceOf(Failure.class);
  }

  @Test
  void pathThatTheGateDropsIsNotThere() {
    Answer<ConversationResult.Roster> answer =
        rosters.page(TestPermits.read(anna, thread), RosterCursor.START, 50);
    List<RosterEntry> entries =
        released(
                answer,
                tag ->
                    tag
                                instanceof
                                Tag.Conversation(var domain, var conversation, var needs, var whose)
                            && conversation.equals(secret.id())
                        ? Verdict.DROP
                        : Verdict.ALLOW)
            .entries();
    assertThat(entries).allMatch(entry -> entry.group().isEmpty());
    assertThat(entryOf(finn, entries).paths()).isEmpty();
    assertThat(entryOf(bert, entries).paths()).hasSize(1);
  }

  @Test
  void foreignCursorIsRefused() {
    for (String text : List.of("9", "x", "1-5", "1zzzzzzzzzzzzzzzzz", "~~")) {
      assertThatThrownBy(() -> RosterCursor.parse(Optional.of(text)))
          .as(text)
          .isInstanceOf(Failure.class);
    }
  }
}
