package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MemberResult.RemovalPreview;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
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

/** A preview tells what a removal would take, by the code that takes it (N-5, N-6). */
final class PreviewRemovalWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static RemovalPreview preview(
      TestDoor by, ConversationId conversation, AccountId person, boolean allPaths) {
    return by.call(
        new MemberCommand.PreviewRemove(
            conversation, Optional.of(person), Optional.empty(), allPaths));
  }

  @ParameterizedTest
  @EnumSource
  void waysThatRemainAreTold(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId sales = TestSteps.group(OWNER, TestCast.unique("Sales"), ben.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      OWNER.call(Adding.group(thread, sales).command());

      RemovalPreview direct = preview(cast.as(OWNER), thread, ben.account(), false);
      assertThat(direct.remaining()).extracting(Path::group).containsExactly(Optional.of(sales));
      assertThat(direct.people()).isZero();
      assertThat(direct.orphaned()).isZero();

      RemovalPreview shutOut = preview(cast.as(OWNER), thread, ben.account(), true);
      assertThat(shutOut).isEqualTo(new RemovalPreview(List.of(), 1, 0, 1, false));

      RemovalPreview ofGroup = preview(cast.as(OWNER), sales, ben.account(), false);
      assertThat(ofGroup.people()).isEqualTo(1);
      assertThat(ofGroup.others()).as("the thread holds by another way").isZero();

      RemovalPreview group =
          cast.as(OWNER)
              .call(
                  new MemberCommand.PreviewRemove(
                      thread, Optional.empty(), Optional.of(sales), false));
      assertThat(group.people()).isZero();

      // Nobody was taken out.
      TestSteps.send(OWNER, thread, "still here");
      assertThat(cast.texts(ben, thread)).contains("still here");
      assertThat(cast.texts(eve, thread)).contains("still here");
    }
  }

  /** Who may not remove learns nothing, and owners foresee also where they are not. */
  @ParameterizedTest
  @EnumSource
  void previewIsForThoseWhoMayRemove(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson ada = cast.member("Ada");
      ConversationId thread = TestSteps.thread(ben, "Offer");
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      TestPerson finn = TestSteps.external(SERVER, ben, thread, TestCast.unique("Finn"));

      assertThat(preview(cast.as(OWNER), thread, eve.account(), false).people()).isEqualTo(1);
      refused(ErrorCode.NOT_FOUND, () -> preview(cast.as(ada), thread, eve.account(), false));
      refused(ErrorCode.NOT_ALLOWED, () -> preview(cast.as(eve), thread, finn.account(), false));
      TestSteps.remove(ben, thread, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> preview(cast.as(eve), thread, finn.account(), false));
      assertThat(preview(cast.as(ben), thread, eve.account(), false).people()).isZero();
    }
  }
}
