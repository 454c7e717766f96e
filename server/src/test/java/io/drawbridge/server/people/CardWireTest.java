package io.drawbridge.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.card.Card;
import io.drawbridge.protocol.card.Locale;
import io.drawbridge.protocol.card.Profile;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.ExternalProfileView;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.PeopleResult.PersonShown;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Business cards and profiles (D5, G-14).
 *
 * <p>Shows HCL-21, HCL-22, HCL-48, HCL-49, TS-31.
 */
final class CardWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Zoe");

  private static AccountCommand.Update update(
      Optional<String> title, Optional<String> organisation, Optional<String> zone) {
    return new AccountCommand.Update(
        TestSteps.clientId(),
        Optional.empty(),
        Optional.of("On the train"),
        title,
        organisation,
        zone,
        Optional.of(Locale.DE));
  }

  private static void setCard(TestCast cast, TestPerson person) {
    cast.as(person)
        .call(update(Optional.of("Counsel"), Optional.of("Ada & Co"), Optional.of("Asia/Tokyo")));
  }

  private static final Card CARD =
      new Card(
          Optional.of("Counsel"),
          Optional.of("Ada & Co"),
          Optional.of("On the train"),
          Optional.of("Asia/Tokyo"),
          Optional.empty());

  private static PersonShown show(TestCast cast, TestPerson reader, AccountId person) {
    return cast.as(reader).call(new PeopleCommand.Show(person));
  }

  private static void hidden(TestCast cast, TestPerson reader, AccountId person) {
    TestSteps.refused(ErrorCode.NOT_FOUND, () -> show(cast, reader, person));
  }

  @ParameterizedTest
  @EnumSource
  void cardIsWhatThePersonSetsAndTakesBack(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      setCard(cast, eve);
      AccountResult.Me me = cast.as(eve).call(new AccountCommand.Me());
      assertThat(me.card()).isEqualTo(CARD);
      assertThat(me.locale()).contains(Locale.DE);
      assertThat(show(cast, eve, eve.account()).profile())
          .contains(new Profile(Optional.of(eve.email()), Optional.of(Locale.DE)));
      cast.as(eve).call(update(Optional.of(""), Optional.empty(), Optional.of("")));
      assertThat(cast.as(eve).call(new AccountCommand.Me()).card())
          .isEqualTo(
              new Card(
                  Optional.empty(),
                  Optional.of("Ada & Co"),
                  Optional.of("On the train"),
                  Optional.empty(),
                  Optional.empty()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalsSeeCardsOfThoseTheyMeetAndNobodyElse(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer", ben.account()), "Eve");
      TestPerson finn = cast.external(TestSteps.thread(OWNER, "Other"), "Finn");
      setCard(cast, ben);
      PersonShown shown = show(cast, eve, ben.account());
      assertThat(shown.card()).isEqualTo(CARD);
      assertThat(shown.person().external()).isFalse();
      assertThat(shown.person().unverified()).isFalse();
      assertThat(shown.profile()).isEmpty();
      assertThat(show(cast, ben, eve.account()).person().external()).isTrue();
      assertThat(show(cast, ben, eve.account()).profile()).isEmpty();
      hidden(cast, eve, cleo.account());
      hidden(cast, eve, finn.account());
      hidden(cast, cleo, eve.account());
      hidden(cast, eve, new AccountId(4_711));
    }
  }

  @ParameterizedTest
  @EnumSource
  void membersSeeProfilesOfMembers(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      setCard(cast, cleo);
      assertThat(show(cast, ben, cleo.account()).profile())
          .contains(new Profile(Optional.of(cleo.email()), Optional.of(Locale.DE)));
      suspend(cleo, true);
      hidden(cast, ben, cleo.account());
      suspend(cleo, false);
      assertThat(show(cast, ben, cleo.account()).card()).isEqualTo(CARD);
    }
  }

  private static void suspend(TestPerson person, boolean off) {
    if (off) {
      OWNER.call(
          new WorkspaceCommand.Suspend(
              TestSteps.clientId(),
              TestSteps.workspace(OWNER),
              person.account(),
              Optional.empty()));
    } else {
      OWNER.call(
          new WorkspaceCommand.Unsuspend(
              TestSteps.clientId(), TestSteps.workspace(OWNER), person.account()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cardEndsWithWhatBothShare(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId first = TestSteps.thread(OWNER, "First", ben.account());
      TestPerson eve = cast.external(first, "Eve");
      ConversationId second = TestSteps.thread(OWNER, "Second", ben.account());
      TestSteps.add(OWNER, second, eve.account());
      TestSteps.remove(OWNER, first, eve.account());
      assertThat(show(cast, eve, ben.account()).person().id()).isEqualTo(ben.account());
      TestSteps.remove(OWNER, second, ben.account());
      hidden(cast, eve, ben.account());
      hidden(cast, ben, eve.account());
      TestSteps.remove(OWNER, second, eve.account());
      hidden(cast, eve, OWNER.account());
    }
  }

  @ParameterizedTest
  @EnumSource
  void policyLetsProfilesOutWhereTheyMeet(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId open = TestSteps.thread(OWNER, "Open", ben.account());
      TestPerson eve = cast.external(open, "Eve");
      ConversationId strict = TestSteps.thread(OWNER, "Strict", ben.account());
      TestPerson finn = cast.external(strict, "Finn");
      try {
        policy(Optional.empty(), ExternalProfileView.FULL_FOR_CO_PARTICIPANTS);
        policy(Optional.of(strict), ExternalProfileView.CARD);
        assertThat(show(cast, eve, ben.account()).profile().flatMap(Profile::email))
            .contains(ben.email());
        assertThat(show(cast, finn, ben.account()).profile()).isEmpty();
        hidden(cast, finn, eve.account());
        TestSteps.remove(OWNER, open, eve.account());
        hidden(cast, eve, ben.account());
      } finally {
        policy(Optional.empty(), ExternalProfileView.CARD);
      }
      assertThat(show(cast, finn, OWNER.account()).profile()).isEmpty();
    }
  }

  private static void policy(Optional<ConversationId> conversation, ExternalProfileView value) {
    OWNER.call(
        new PolicyCommand.Set(
            TestSteps.clientId(),
            conversation.isPresent() ? Optional.empty() : Optional.of(TestSteps.workspace(OWNER)),
            conversation,
            PolicyValues.NONE.externalProfileView(value),
            List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mars/Base", "GMT+25", "EST", "Europe/Berlin\n", "x", "../etc/passwd"})
  void nonsenseIsNoTimeZone(String zone) {
    assertThatThrownBy(() -> update(Optional.empty(), Optional.empty(), Optional.of(zone)))
        .isInstanceOfSatisfying(
            ProtocolException.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.INVALID));
  }

  @Test
  void linesOfTheCardAreBoundedLines() {
    for (String bad : List.of("x".repeat(101), "two\nlines", "\u202egnihton")) {
      assertThatThrownBy(() -> update(Optional.of(bad), Optional.empty(), Optional.empty()))
          .isInstanceOf(ProtocolException.class);
      assertThatThrownBy(() -> update(Optional.empty(), Optional.of(bad), Optional.empty()))
          .isInstanceOf(ProtocolException.class);
    }
  }
}
