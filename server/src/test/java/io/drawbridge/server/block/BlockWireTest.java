package io.drawbridge.server.block;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.people.Blocked;
import io.drawbridge.protocol.people.Presence;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G-27: what a block keeps from the blocked, and that they are told of none of it. */
final class BlockWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose
  static final TestServer SERVER = TestServer.hurried(Map.of(ConfigKey.MAIL_NOTICES_AFTER, "0s"));

  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final TestPerson MO = TestSteps.member(SERVER, OWNER, "Mo");

  private static void block(TestDoor by, TestPerson whom) {
    by.call(new PeopleCommand.Block(whom.account()));
  }

  private static TestDoor.Refused refusal(TestDoor by, AccountId... people) {
    return catchThrowableOfType(
        TestDoor.Refused.class,
        () ->
            by.call(
                new DmCommand.Open(
                    clientId(), Optional.empty(), Arrays.asList(people), Optional.empty())));
  }

  /** Discourse CVE-2026-27152, CVE-2025-24972: nobody is brought into a DM against their block. */
  @ParameterizedTest
  @EnumSource
  void leak126BlockedPersonOpensNoDm(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson ann = cast.member("Ann");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), MO.account());
      TestPerson eve = cast.external(thread, "Eve");
      block(cast.as(ben), MO);
      block(cast.as(ben), eve);

      AccountId nobody = new AccountId(987_654_321L);
      for (TestDoor blocked : List.of(cast.as(MO), cast.as(eve))) {
        TestDoor.Refused absent = refusal(blocked, nobody);
        assertThat(absent.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(blocked, ben.account()).code()).isEqualTo(absent.code());
        assertThat(refusal(blocked, ben.account())).hasMessage(absent.getMessage());
      }
      assertThat(refusal(cast.as(MO), ann.account(), ben.account()).code())
          .isEqualTo(ErrorCode.NOT_FOUND);

      // What both are in stays; who blocked may still open one, and let the other in again.
      ConversationId opened = TestSteps.dm(cast.as(ben), MO.account()).conversation();
      assertThat(TestSteps.dm(cast.as(MO), ben.account()).conversation()).isEqualTo(opened);
      TestSteps.leave(cast.as(ben), opened);
      assertThat(refusal(cast.as(MO), ben.account()).code()).isEqualTo(ErrorCode.NOT_FOUND);
      cast.as(ben).call(new PeopleCommand.Unblock(eve.account()));
      assertThat(TestSteps.dm(cast.as(eve), ben.account()).name()).isNotNull();
    }
  }

  /** The answer to the inviter is the usual one; the mail does not come. */
  @Test
  void leak126BlockedPersonInvitesNobodyByAddress() {
    TestPerson kim = TestSteps.member(SERVER, OWNER, "Kim");
    TestPerson lee = TestSteps.member(SERVER, OWNER, "Lee");
    block(kim, MO);
    int before = SERVER.mailsTo(kim.email()).size();
    int others = SERVER.mailsTo(lee.email()).size();
    for (TestPerson each : List.of(kim, lee)) {
      MO.call(
          new DmCommand.Open(clientId(), Optional.empty(), List.of(), Optional.of(each.email())));
    }
    Awaitility.await().atMost(PATIENCE).until(() -> SERVER.mailsTo(lee.email()).size() > others);
    assertThat(SERVER.mailsTo(kim.email())).hasSize(before);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsToldOfTheBlocked(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), MO.account());
      String named = "for <@%s>".formatted(ben.account());
      TestSteps.send(MO, thread, named);
      Awaitility.await().atMost(PATIENCE).until(() -> notices(cast.as(ben)).size() == 1);
      block(cast.as(ben), MO);
      assertThat(notices(cast.as(ben))).as("what was told before").isEmpty();

      long unheard = TestSteps.send(MO, thread, named).pos();
      long heard = TestSteps.send(OWNER, thread, named).pos();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(notices(cast.as(ben))).extracting(NoticeView::pos).containsExactly(heard));
      assertThat(cast.as(ben).call(new InboxCommand.ListMentions(Optional.empty())).messages())
          .extracting(it -> it.pos())
          .contains(heard)
          .doesNotContain(unheard);
      assertThat(TestSteps.texts(cast.as(ben), thread)).hasSize(3);
    }
  }

  @Test
  void blockedPersonSeesNobodyThereAndNobodyType() {
    TestPerson ben = TestSteps.member(SERVER, OWNER, "Benedict");
    ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), MO.account());
    InterestCommand.Subscribe follow = new InterestCommand.Subscribe(List.of(ben.account()));
    try (TestClient bens = ben.connect();
        TestClient mos = MO.connect();
        TestClient owners = OWNER.connect()) {
      assertThat(mos.call(follow).presences())
          .extracting(Presence::state)
          .containsExactly(PresenceState.ONLINE);
      owners.call(follow);
      for (TestClient each : List.of(mos, owners)) {
        each.call(new InterestCommand.Open(thread, Optional.empty()));
      }
      block(bens, MO);
      mos.await(Event.PresenceChanged.class, it -> it.presence().state() == PresenceState.OFFLINE);
      assertThat(mos.call(follow).presences())
          .extracting(Presence::state)
          .containsExactly(PresenceState.OFFLINE);

      bens.call(new InterestCommand.SetPresence(PresenceState.DND, Optional.of("busy")));
      bens.call(new InterestCommand.StartTyping(thread));
      owners.await(Event.PresenceChanged.class, it -> it.presence().state() == PresenceState.DND);
      owners.await(Event.Typing.class);
      TestSteps.send(owners, thread, "marker");
      mos.await(LogEvent.MessagePosted.class);
      assertThat(mos.events(Event.Typing.class)).isEmpty();
      assertThat(mos.events(Event.PresenceChanged.class)).hasSize(1);

      bens.call(new PeopleCommand.Unblock(MO.account()));
      mos.await(Event.PresenceChanged.class, it -> it.presence().state() == PresenceState.DND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void blocksAreOnesOwn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestDoor ben = cast.as(cast.member("Ben"));
      AccountId nobody = new AccountId(123_123L);
      ben.call(new PeopleCommand.Block(nobody));
      ben.call(new PeopleCommand.Block(MO.account()));
      ben.call(new PeopleCommand.Block(MO.account()));
      assertThat(listed(ben)).containsExactly(MO.account(), nobody);
      ben.call(new PeopleCommand.Unblock(nobody));
      assertThat(listed(ben)).containsExactly(MO.account());
      AccountId self = ben.call(new AccountCommand.Me()).account();
      refused(ErrorCode.INVALID, () -> ben.call(new PeopleCommand.Block(self)));
    }
  }

  private static List<AccountId> listed(TestDoor reader) {
    return reader.call(new PeopleCommand.ListBlocked()).blocked().stream()
        .map(Blocked::person)
        .toList();
  }

  private static List<NoticeView> notices(TestDoor reader) {
    return reader.call(new InboxCommand.ListNotices(Optional.empty(), Optional.empty())).notices();
  }
}
