package io.drawbridge.server.external;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.audit.AuditedField;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.GrantTerms;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.join.Joining;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Conditions that end the access of an external beside a date can be said at every way in, are
 * shown to who manages the invitation, and hold once they are in (N-9, N-12, TS-36).
 */
final class ConditionsWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);
  private static final EndConditions CLOSING = new EndConditions(true, false, Optional.empty());
  private static final EndConditions ALL = new EndConditions(true, true, Optional.of(30));

  private static Optional<EndConditions> conditions(
      ConversationId conversation, TestPerson external) {
    return OWNER
        .call(new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .filter(it -> it.person().filter(who -> who.id().equals(external.account())).isPresent())
        .findFirst()
        .flatMap(RosterEntry::terms)
        .map(GrantTerms::conditions);
  }

  private static InvitationView invited(ConversationId conversation) {
    return OWNER
        .call(new InvitationCommand.ListInvitations(Optional.of(conversation)))
        .invitations()
        .getFirst();
  }

  private static JoinCommand.CreateLink link(ConversationId thread, EndConditions conditions) {
    return new JoinCommand.CreateLink(
        clientId(),
        thread,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(conditions),
        Optional.empty());
  }

  /** What the newest record of the command says that it set (N-13). */
  private static List<AuditedField> setByAudit() {
    return OWNER
        .call(
            new AuditCommand.ListRecords(
                WORKSPACE, Optional.of(AuditFilter.ALL), Optional.empty(), Optional.of(50)))
        .records()
        .stream()
        .filter(record -> record.action().equals("external.set_until"))
        .findFirst()
        .orElseThrow()
        .after()
        .getFirst()
        .fields();
  }

  /** The end is final: who was there until it closed hears that it ended, and reads nothing. */
  private static void endsOnClose(TestCast cast, ConversationId thread, TestPerson eve) {
    cast.socket(eve).call(new InterestCommand.Open(thread, Optional.empty()));
    cast.as(OWNER).call(new ConversationCommand.Close(clientId(), thread));
    cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
    refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
  }

  @ParameterizedTest
  @EnumSource
  void byAddress(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      String name = TestCast.unique("Eve");
      cast.as(OWNER).call(Adding.email(thread, TestServer.address(name)).endingWhen(ALL).command());
      assertThat(invited(thread).conditions()).contains(ALL);
      TestPerson eve = SERVER.redeem(name);
      assertThat(conditions(thread, eve)).contains(ALL);
      endsOnClose(cast, thread, eve);
    }
  }

  @ParameterizedTest
  @EnumSource
  void byName(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Known"), "Eve");
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      cast.as(OWNER).call(Adding.person(thread, eve.account()).endingWhen(CLOSING).command());
      assertThat(conditions(thread, eve)).contains(CLOSING);
      refused(
          ErrorCode.INVALID,
          () ->
              cast.as(OWNER)
                  .call(Adding.person(thread, ben.account()).endingWhen(CLOSING).command()));
      endsOnClose(cast, thread, eve);
    }
  }

  /** Archiving closes, and so ends it too (7.12). */
  @Test
  void endsWithTheArchive() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Known"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      OWNER.call(Adding.person(thread, eve.account()).endingWhen(CLOSING).command());
      assertThat(cast.texts(eve, thread)).isEmpty();
      OWNER.call(new ConversationCommand.Archive(clientId(), thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
    }
  }

  /** Added again by address, the newest terms count. */
  @Test
  void theNewestWordCounts() {
    ConversationId thread = TestSteps.thread(OWNER, "Offer");
    String name = TestCast.unique("Eve");
    OWNER.call(Adding.email(thread, TestServer.address(name)).endingWhen(ALL).command());
    OWNER.call(Adding.email(thread, TestServer.address(name)).endingWhen(CLOSING).command());
    assertThat(invited(thread).conditions()).contains(CLOSING);
    OWNER.call(Adding.email(thread, TestServer.address(name)).command());
    assertThat(invited(thread).conditions()).isEmpty();
  }

  @Test
  void manyAtOnceAndWhatIsSetLater() {
    ConversationId thread = TestSteps.thread(OWNER, "Offer");
    String name = TestCast.unique("Eve");
    OWNER.call(
        new MemberCommand.AddMany(
            clientId(),
            thread,
            List.of(new Addressee(TestServer.address(name), Optional.empty(), Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(CLOSING),
            Optional.empty()));
    assertThat(invited(thread).conditions()).contains(CLOSING);
    OWNER.call(
        new ExternalCommand.SetUntil(
            clientId(),
            WORKSPACE,
            new ExternalSelection.OfConversation(thread),
            Optional.empty(),
            Optional.of(ALL),
            Optional.empty()));
    assertThat(invited(thread).conditions()).contains(ALL);
    assertThat(setByAudit())
        .contains(
            new AuditedField("ends_on_close", Optional.of("true")),
            new AuditedField("ends_with_sponsor", Optional.of("true")),
            new AuditedField("idle_days", Optional.of("30")));
    assertThat(conditions(thread, SERVER.redeem(name))).contains(ALL);
  }

  @ParameterizedTest
  @EnumSource
  void byJoinLink(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Known"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      var link = cast.as(OWNER).call(link(thread, CLOSING));
      cast.as(eve).call(Joining.apply(link.token()));
      var request = OWNER.call(new JoinCommand.ListRequests(thread)).requests().getFirst();
      cast.as(OWNER).call(new JoinCommand.Approve(clientId(), request.request()));
      assertThat(conditions(thread, eve)).contains(CLOSING);
      endsOnClose(cast, thread, eve);
    }
  }

  /** The invited side learns nothing of it: it says who is asked to leave, and when. */
  @Test
  void theInvitedSideIsNotTold() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Known"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      OWNER.call(Adding.email(thread, eve.email()).endingWhen(ALL).command());
      assertThat(eve.call(new InvitationCommand.ListInvitations(Optional.empty())).invitations())
          .singleElement()
          .satisfies(it -> assertThat(it.conditions()).isEmpty());
    }
  }
}
