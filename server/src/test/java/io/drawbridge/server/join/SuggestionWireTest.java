package io.drawbridge.server.join;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Externals suggest people, where the policy lets them, and invite nobody (D2, TS-29). */
final class SuggestionWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  static {
    OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.EXTERNAL_MAY_SUGGEST, true)));
  }

  private static JoinCommand.Suggest suggest(ConversationId where, String email) {
    return new JoinCommand.Suggest(
        clientId(), where, email, Optional.of("Finn"), Optional.of("They know the bridge."));
  }

  private static List<JoinRequestView> requests(TestDoor by, ConversationId conversation) {
    return by.call(new JoinCommand.ListRequests(conversation)).requests();
  }

  @ParameterizedTest
  @EnumSource
  void whomAnExternalSuggestsIsLetInByWhoManages(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson gus = cast.external(thread, "Gus");
      String name = TestCast.unique("Finn");
      String email = TestServer.address(name);
      cast.socket(OWNER);
      cast.socket(eve);
      refused(
          ErrorCode.NOT_ALLOWED, () -> cast.as(eve).call(Adding.email(thread, email).command()));
      Done first = cast.as(eve).call(suggest(thread, email));
      assertThat(cast.as(eve).call(suggest(thread, email))).isEqualTo(first);
      assertThat(cast.as(eve).call(suggest(thread, gus.email()))).isEqualTo(first);

      Event.JoinRequested told =
          cast.socket(OWNER)
              .await(
                  Event.JoinRequested.class,
                  it -> it.request().email().filter(email::equals).isPresent());
      assertThat(told.request().suggestedBy()).contains(eve.account());
      assertThat(told.request().link()).isEmpty();
      assertThat(told.request().proved()).isFalse();
      assertThat(requests(cast.as(OWNER), thread)).hasSize(1);
      refused(ErrorCode.NOT_ALLOWED, () -> requests(cast.as(eve), thread));
      JoinRequestId request = told.request().request();
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> cast.as(eve).call(new JoinCommand.Approve(clientId(), request)));
      assertThat(SERVER.mailsTo(email)).isEmpty();

      cast.as(OWNER).call(new JoinCommand.Approve(clientId(), request));
      Event.JoinRequestEnded ended =
          cast.socket(eve).await(Event.JoinRequestEnded.class, it -> it.request().equals(request));
      assertThat(ended.state()).isEqualTo(JoinRequestState.APPROVED);
      TestPerson finn = SERVER.redeem(name);
      assertThat(cast.texts(finn, thread)).isEmpty();
      assertThat(requests(cast.as(OWNER), thread)).isEmpty();
    }
  }

  /** What somebody suggested is worth what they may suggest now; without the policy nothing. */
  @ParameterizedTest
  @EnumSource
  void suggestionEndsWithTheRightToMakeIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson gus = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Gus");
      String email = TestServer.address(TestCast.unique("Finn"));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(gus).call(suggest(thread, email)));
      cast.as(eve).call(suggest(thread, email));
      JoinRequestId request = requests(cast.as(OWNER), thread).getFirst().request();
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_MAY_SUGGEST, false)));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(eve).call(suggest(thread, email)));
      assertThat(requests(cast.as(OWNER), thread)).isEmpty();
      OWNER.call(Setting.back(thread, PolicyKey.EXTERNAL_MAY_SUGGEST));
      assertThat(requests(cast.as(OWNER), thread)).hasSize(1);
      TestSteps.remove(OWNER, thread, eve.account());
      assertThat(requests(cast.as(OWNER), thread)).isEmpty();
      refused(
          ErrorCode.CONFLICT,
          () -> cast.as(OWNER).call(new JoinCommand.Approve(clientId(), request)));
      assertThat(SERVER.mailsTo(email)).isEmpty();
    }
  }
}
