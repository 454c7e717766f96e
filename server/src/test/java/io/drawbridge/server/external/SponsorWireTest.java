package io.drawbridge.server.external;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.GrantTerms;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.ExternalSelection.Grant;
import io.drawbridge.protocol.people.ExternalSelection.Grants;
import io.drawbridge.protocol.people.ExternalSelection.OfInviter;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.ExternalResult.ExternalsKept;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody answers for each external: who goes leaves a grace, others take over, and who is still
 * needed is confirmed, through both doors (N-12, 7.11, N-9, GLUE-22, TS-36).
 */
final class SponsorWireTest {
  @AutoClose static final TestServer SERVER = TestServer.hurried(Map.of());
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  /** Some rounds of the reminders. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static ExternalsKept handOver(TestDoor by, ExternalSelection which, TestPerson to) {
    return by.call(
        new ExternalCommand.HandOver(clientId(), WORKSPACE, which, to.account(), Optional.empty()));
  }

  private static ExternalSelection grant(TestPerson whom, ConversationId conversation) {
    return new Grants(List.of(new Grant(whom.account(), conversation)));
  }

  private static Optional<GrantTerms> terms(
      TestDoor by, ConversationId conversation, TestPerson whom) {
    return by
        .call(new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .filter(it -> it.person().filter(who -> who.id().equals(whom.account())).isPresent())
        .findFirst()
        .flatMap(RosterEntry::terms);
  }

  private static List<ExternalEntry> orphans(TestDoor by) {
    ExternalFilter orphaned =
        new ExternalFilter(
            Optional.of(List.of(ExternalState.ORPHANED)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return by.call(
            new ExternalCommand.ListExternals(
                WORKSPACE,
                Optional.of(orphaned),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .externals();
  }

  @ParameterizedTest
  @EnumSource
  void guestsOfOneWhoLeftAreSeenTakenOverAndStay(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cara = cast.member("Cara");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), cara.account());
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      cast.socket(cara).call(new InterestCommand.Open(thread, Optional.empty()));
      assertThat(orphaned(OWNER, thread, eve)).isFalse();
      TestSteps.leave(cast.as(ben), thread);
      cast.socket(cara).await(LogEvent.ConversationChanged.class);
      assertThat(orphaned(OWNER, thread, eve)).isTrue();
      assertThat(terms(cast.as(eve), thread, eve)).as("not told to externals").isEmpty();
      assertThat(orphans(cast.as(OWNER)))
          .filteredOn(it -> it.person().equals(Optional.of(eve.account())))
          .singleElement()
          .satisfies(it -> assertThat(it.until()).isPresent());
      // Who is in it and not in charge sees them, and may not take them over.
      assertThat(handOver(cast.as(cara), grant(eve, thread), cara).kept()).isEqualTo(1);
      refused(ErrorCode.NOT_FOUND, () -> handOver(cast.as(eve), grant(eve, thread), cara));
      assertThat(handOver(cast.as(OWNER), grant(eve, thread), cara).grants()).isEqualTo(1);
      assertThat(orphaned(OWNER, thread, eve)).isFalse();
      assertThat(TestSteps.until(OWNER, thread, eve.account())).isEmpty();
      assertThat(cast.texts(eve, thread)).isEmpty();
      // The one who answers for them now hands them on alone.
      assertThat(handOver(cast.as(cara), new OfInviter(cara.account()), OWNER).grants())
          .isEqualTo(1);
    }
  }

  /** The end is final as any other: nothing more is written to them. */
  @ParameterizedTest
  @EnumSource
  void noGraceEndsWithTheSponsor(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      cast.socket(eve).call(new InterestCommand.Open(thread, Optional.empty()));
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.ORPHAN_GRACE_DAYS, 0)));
      TestSteps.leave(cast.as(ben), thread);
      assertThat(
              cast.socket(eve)
                  .await(Event.AccessEnded.class, it -> it.conversation().equals(thread))
                  .reason())
          .isEqualTo(EndReason.UNSPONSORED);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
    }
  }

  /** N-9: until the thread closes, and until the sponsor leaves. */
  @ParameterizedTest
  @EnumSource
  void accessEndsByWhatWasAgreed(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson closing = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      TestPerson leaving = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      until(cast.as(ben), thread, closing, new EndConditions(true, false, Optional.empty()));
      until(cast.as(OWNER), thread, leaving, new EndConditions(false, true, Optional.empty()));
      TestSteps.leave(cast.as(ben), thread);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(leaving, thread));
      assertThat(cast.texts(closing, thread)).isEmpty();
      cast.as(OWNER).call(new ConversationCommand.Close(clientId(), thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(closing, thread));
    }
  }

  private static void until(
      TestDoor by, ConversationId thread, TestPerson whom, EndConditions conditions) {
    by.call(
        new MemberCommand.SetUntil(
            clientId(), thread, whom.account(), Optional.empty(), Optional.of(conditions)));
  }

  @ParameterizedTest
  @EnumSource
  void sponsorConfirmsAllTheirGuestsByOneCommand(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.CONFIRM_DAYS, 30)));
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      GrantTerms before = terms(cast.as(ben), thread, eve).orElseThrow();
      assertThat(before.confirmBy()).isPresent();
      assertThat(before.confirmFrom())
          .contains(before.confirmBy().orElseThrow().minus(Limits.TERM_REMINDER));
      assertThat(TestSteps.until(OWNER, thread, eve.account())).isEqualTo(before.confirmBy());
      ExternalCommand.Confirm confirm =
          new ExternalCommand.Confirm(
              clientId(), WORKSPACE, new OfInviter(ben.account()), Optional.empty());
      ExternalsKept done = cast.as(ben).call(confirm);
      assertThat(done.grants()).isEqualTo(1);
      assertThat(cast.as(ben).call(confirm)).isEqualTo(done);
      assertThat(terms(OWNER, thread, eve).orElseThrow().confirmBy().orElseThrow())
          .isAfter(before.confirmBy().orElseThrow());
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(eve)
                  .call(
                      new ExternalCommand.Confirm(
                          clientId(), WORKSPACE, grant(eve, thread), Optional.empty())));
    }
  }

  /** Sponsors are asked, and those in charge are told, once, in one mail for all. */
  @Test
  void mailsAskToConfirmAndTellOfOrphans() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      TestPerson ben = cast.member("Ben");
      TestPerson admin = cast.member("Admin");
      ConversationId group = TestSteps.group(admin, "Deal", ben.account());
      admin.call(
          Setting.of(group, Setting.value(PolicyKey.EXTERNAL_INVITE, ExternalInvite.MEMBERS)));
      admin.call(Setting.of(group, Setting.value(PolicyKey.CONFIRM_DAYS, 2)));
      TestPerson eve = TestSteps.external(SERVER, ben, group, TestCast.unique("Eve"));
      TestPerson zoe = TestSteps.external(SERVER, ben, group, TestCast.unique("Zoe"));
      SERVER
          .database()
          .execute(
              """
              update link set changed_at = changed_at - interval '3 days'
              where conversation = ? and to_epoch is null
              """,
              group.value());
      Awaitility.await()
          .atMost(SOON)
          .until(() -> mails(ben, "Who from outside is still needed?").size() == 1);
      assertThat(mails(ben, "Who from outside is still needed?").getFirst())
          .contains("accesses to conversations of")
          .doesNotContain("Deal");
      TestSteps.leave(ben, group);
      Awaitility.await()
          .atMost(SOON)
          .until(() -> mails(admin, "Nobody answers for people from outside").size() == 1);
      assertThat(mails(eve, "Nobody answers")).isEmpty();
      assertThat(mails(ben, "Nobody answers")).isEmpty();
      assertThat(handOver(admin, new ExternalSelection.OfConversation(group), admin).grants())
          .isEqualTo(2);
      assertThat(orphaned(admin, group, zoe)).isFalse();
    }
  }

  private static boolean orphaned(TestDoor by, ConversationId conversation, TestPerson whom) {
    return terms(by, conversation, whom).orElseThrow().orphanedUntil().isPresent();
  }

  private static List<String> mails(TestPerson whom, String subject) {
    return SERVER.mailsTo(whom.email()).stream().filter(it -> it.startsWith(subject)).toList();
  }
}
