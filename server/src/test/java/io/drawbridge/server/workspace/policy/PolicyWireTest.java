package io.drawbridge.server.workspace.policy;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.policy.PolicyView;
import io.drawbridge.protocol.result.PolicyResult.PoliciesSet;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Policies through both doors (G-7).
 *
 * <p>Shows HCL-38.
 */
final class PolicyWireTest {
  private static final PolicyValues OFF = PolicyValues.NONE.externalInvite(ExternalInvite.OFF);

  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  @ParameterizedTest
  @EnumSource
  void policyIsShownSetAndObeyed(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestDoor owner = cast.as(OWNER);
      ConversationId thread = TestSteps.thread(owner, "Offer");
      TestPerson olga = cast.external(thread, "Olga");
      PoliciesSet set = owner.call(Setting.of(thread, OFF));
      assertThat(set.receipt()).isPresent();
      assertThat(set.policies().own()).contains(OFF);
      assertThat(set.policies()).isEqualTo(show(owner, thread));
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> owner.call(Adding.email(thread, TestServer.address("new")).command()));
      PolicyView olgas = show(cast.as(olga), thread);
      assertThat(olgas.inForce().externalStartThread()).contains(true);
      assertThat(olgas.inForce().externalInvite()).isEmpty();
      assertThat(olgas.own()).isEmpty();
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(olga).call(Setting.of(thread, OFF)));
    }
  }

  /** D4: in a new message, an edit, and the first message of a thread. */
  @ParameterizedTest
  @EnumSource
  void externalMentionsNobodyWhereThePolicySaysSo(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(cast.as(OWNER), "Group");
      TestPerson olga = cast.external(group, "Olga");
      TestDoor olgas = cast.as(olga);
      String mention = "<@" + OWNER.account() + "> hello";
      long pos = TestSteps.send(olgas, group, mention).pos();
      cast.as(OWNER)
          .call(Setting.of(group, PolicyValues.NONE.externalMentions(ExternalMentions.NONE)));
      refused(ErrorCode.NOT_ALLOWED, () -> TestSteps.send(olgas, group, mention));
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> olgas.call(new MessageCommand.Edit(TestSteps.clientId(), group, pos, mention)));
      olgas.call(new MessageCommand.Edit(TestSteps.clientId(), group, pos, "hello"));
      TestSteps.send(olgas, group, "code `<@" + OWNER.account() + ">` mentions nobody");
      TestSteps.send(cast.as(OWNER), group, "<@" + olga.account() + "> hello");
    }
  }

  /** O2: a stranger gets the same answer about what is hidden and what is not there. */
  @ParameterizedTest
  @EnumSource
  void strangerLearnsNothing(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(cast.as(OWNER), "Hidden");
      TestPerson olga = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Olga");
      for (ConversationId asked : new ConversationId[] {thread, new ConversationId(1)}) {
        refused(ErrorCode.NOT_FOUND, () -> show(cast.as(olga), asked));
        refused(ErrorCode.NOT_FOUND, () -> cast.as(olga).call(Setting.of(asked, OFF)));
      }
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(olga)
                  .call(
                      new PolicyCommand.Show(
                          Optional.of(TestSteps.workspace(OWNER)), Optional.empty())));
    }
  }

  /** Those who have the conversation open hear that it is not as it was. */
  @ParameterizedTest
  @EnumSource
  void peopleOfTheConversationHearOfIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(cast.as(OWNER), "Offer");
      try (TestClient olga = cast.external(thread, "Olga").connect()) {
        olga.call(new InterestCommand.Open(thread, Optional.empty()));
        cast.as(OWNER).call(Setting.of(thread, OFF));
        assertThat(olga.await(LogEvent.ConversationChanged.class).conversation()).isEqualTo(thread);
      }
    }
  }

  private static PolicyView show(TestDoor reader, ConversationId conversation) {
    return reader
        .call(new PolicyCommand.Show(Optional.empty(), Optional.of(conversation)))
        .policies();
  }
}
