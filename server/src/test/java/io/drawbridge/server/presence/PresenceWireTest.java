package io.drawbridge.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Presence;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Presence by subscription, and typing.
 *
 * <p>Shows HCL-37.
 */
final class PresenceWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;
  private ConversationId thread;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
  }

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ada, "Relaunch", ben.account());
  }

  private static List<Presence> subscribe(TestClient client, AccountId... people) {
    return client.call(new InterestCommand.Subscribe(Arrays.asList(people))).presences();
  }

  private static void awaitState(TestClient client, AccountId person, PresenceState state) {
    client.await(
        Event.PresenceChanged.class,
        event -> event.presence().person().equals(person) && event.presence().state() == state);
  }

  @Test
  void presenceFollowsConnectionsAndWhatIsSaid() {
    try (TestClient adas = ada.connect()) {
      assertThat(subscribe(adas, ben.account()))
          .containsExactly(new Presence(ben.account(), PresenceState.OFFLINE, Optional.empty()));
      try (TestClient bens = ben.connect()) {
        awaitState(adas, ben.account(), PresenceState.ONLINE);
        bens.call(new InterestCommand.SetPresence(PresenceState.DND, Optional.of("at lunch")));
        awaitState(adas, ben.account(), PresenceState.DND);
        assertThat(subscribe(adas, ben.account()))
            .containsExactly(
                new Presence(ben.account(), PresenceState.DND, Optional.of("at lunch")));
      }
      awaitState(adas, ben.account(), PresenceState.OFFLINE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void typingIsToldToWhoHasTheConversationOpen(Door door) {
    try (TestClient adas = ada.connect();
        Door.Entered at = door.enter(ben)) {
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      at.call(new InterestCommand.StartTyping(thread));
      assertThat(adas.await(Event.Typing.class)).isEqualTo(new Event.Typing(thread, ben.account()));
    }
  }

  /** Mattermost CVE-2017-18895: presence is for co-participants, and strangers look like nobody. */
  @Test
  void leak91StrangersAreLeftOutLikeThoseWhoNeverWere() {
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga91");
    ConversationId other = TestSteps.thread(ada, "Other");
    TestPerson stranger = TestSteps.external(SERVER, ada, other, "Stranger91");
    try (TestClient olgas = olga.connect();
        TestClient strangers = stranger.connect()) {
      assertThat(subscribe(olgas, ben.account(), stranger.account(), new AccountId(123_456_789L)))
          .extracting(Presence::person)
          .containsExactly(ben.account());
      strangers.call(new InterestCommand.SetPresence(PresenceState.AWAY, Optional.empty()));
      try (TestClient bens = ben.connect()) {
        bens.hello();
        awaitState(olgas, ben.account(), PresenceState.ONLINE);
      }
      assertThat(olgas.events(Event.PresenceChanged.class))
          .allMatch(event -> event.presence().person().equals(ben.account()));
    }
  }

  /** Mattermost CVE-2024-21848: what runs beside messages ends with the removal too. */
  @Test
  void leak17PresenceAndTypingEndWithTheRemovalOnBothSides() {
    TestPerson rudi = TestSteps.external(SERVER, ada, thread, "Rudi17");
    TestPerson carl = TestSteps.external(SERVER, ada, thread, "Carl17");
    try (TestClient adas = ada.connect();
        TestClient rudis = rudi.connect();
        TestClient carls = carl.connect()) {
      rudis.call(new InterestCommand.Open(thread, Optional.empty()));
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      subscribe(rudis, carl.account());
      subscribe(carls, rudi.account());
      TestSteps.remove(ada, thread, rudi.account());
      rudis.await(Event.AccessEnded.class);
      int before = rudis.received().size();

      carls.call(new InterestCommand.StartTyping(thread));
      carls.call(new InterestCommand.SetPresence(PresenceState.AWAY, Optional.empty()));
      rudis.call(new InterestCommand.SetPresence(PresenceState.AWAY, Optional.empty()));
      // Ada sees Carl's change: by then Rudi would have.
      adas.await(Event.Typing.class);
      subscribe(adas, carl.account());
      carls.call(new InterestCommand.SetPresence(PresenceState.DND, Optional.empty()));
      awaitState(adas, carl.account(), PresenceState.DND);
      long last = TestSteps.send(ada, thread, "end").pos();
      adas.await(LogEvent.MessagePosted.class, event -> event.pos() == last);

      assertThat(rudis.received().subList(before, rudis.received().size()))
          .noneMatch(frame -> frame instanceof Event);
      assertThat(carls.events(Event.PresenceChanged.class)).isEmpty();
      assertThat(subscribe(rudis, carl.account(), ada.account())).isEmpty();
    }
  }
}
