package io.drawbridge.server.message;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.EditHistory;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.writing.MessageVersion;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts of before an edit are shown to whom the policy lets, and deleted with the message. */
final class VersionsWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;
  private static TestPerson cleo;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
    cleo = TestSteps.member(SERVER, ada, "Cleo");
  }

  private static void edit(TestDoor by, ConversationId where, long pos, String text) {
    by.call(new MessageCommand.Edit(clientId(), where, pos, text));
  }

  private static List<String> versions(TestDoor by, ConversationId where, long pos) {
    return by.call(new MessageCommand.ListMessageVersions(where, pos)).versions().stream()
        .map(MessageVersion::text)
        .toList();
  }

  private static void refused(ErrorCode code, TestDoor by, ConversationId where, long pos) {
    TestSteps.refused(code, () -> versions(by, where, pos));
  }

  private static void set(ConversationId where, EditHistory value) {
    ada.call(Setting.of(where, Setting.value(PolicyKey.EDIT_HISTORY, value)));
  }

  private static long edited(TestDoor by, ConversationId where) {
    long pos = TestSteps.send(by, where, "first").pos();
    edit(by, where, pos, "second");
    edit(by, where, pos, "second");
    edit(by, where, pos, "third");
    return pos;
  }

  @ParameterizedTest
  @EnumSource
  void authorsAndManagersSeeThemUnlessPolicySaysOtherwise(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account(), cleo.account());
    long pos = edited(ben, thread);
    try (Door.Entered author = door.enter(ben);
        Door.Entered manager = door.enter(ada);
        Door.Entered member = door.enter(cleo)) {
      assertThat(versions(author, thread, pos)).containsExactly("first", "second", "third");
      assertThat(versions(manager, thread, pos)).containsExactly("first", "second", "third");
      refused(ErrorCode.NOT_ALLOWED, member, thread, pos);

      set(thread, EditHistory.OFF);
      refused(ErrorCode.NOT_ALLOWED, author, thread, pos);
      refused(ErrorCode.NOT_ALLOWED, manager, thread, pos);
    }
  }

  @ParameterizedTest
  @EnumSource
  void membersSeeThemAndExternalsTheirOwn(Door door) {
    ada.call(
        Setting.of(
            TestSteps.workspace(ada), Setting.value(PolicyKey.EDIT_HISTORY, EditHistory.MEMBERS)));
    try {
      ConversationId thread = TestSteps.thread(ada, "Offer", ben.account(), cleo.account());
      long before = edited(ben, thread);
      TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga" + door);
      long since = edited(ben, thread);
      long own = edited(olga, thread);
      try (Door.Entered member = door.enter(cleo);
          Door.Entered external = door.enter(olga)) {
        assertThat(versions(member, thread, since)).hasSize(3);
        assertThat(versions(member, thread, own)).hasSize(3);
        assertThat(versions(external, thread, own)).hasSize(3);
        refused(ErrorCode.NOT_ALLOWED, external, thread, since);
        refused(ErrorCode.NOT_FOUND, external, thread, before);
        TestSteps.remove(ada, thread, olga.account());
        refused(ErrorCode.NOT_FOUND, external, thread, own);
      }
    } finally {
      ada.call(Setting.back(TestSteps.workspace(ada), PolicyKey.EDIT_HISTORY));
    }
  }

  /** Leak 28, 38: what was edited below the floor is as absent for somebody who came back. */
  @Test
  void leak28VersionsBelowTheFloorAreAsAbsent() {
    ConversationId thread = TestSteps.thread(ada, "Offer");
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga");
    ConversationId elsewhere = TestSteps.thread(ada, "Elsewhere");
    ada.call(Adding.person(elsewhere, olga.account()).command());
    long own = edited(olga, thread);
    TestSteps.remove(ada, thread, olga.account());
    ada.call(Adding.person(thread, olga.account()).command());
    refused(ErrorCode.NOT_FOUND, olga, thread, own);
    refused(ErrorCode.NOT_FOUND, olga, thread, own + 1);
  }

  /** Leak 6: a deletion leaves no text of before, and search finds none meanwhile. */
  @Test
  void leak6DeletionTakesAllVersionsWithIt() {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    String canary = "canary" + clientId().replaceAll("[^0-9a-z]", "");
    long pos = TestSteps.send(ben, thread, canary).pos();
    edit(ben, thread, pos, "nothing of it");
    assertThat(
            ada.call(
                    new MessageCommand.Search(
                        canary, Optional.empty(), Optional.empty(), Optional.empty()))
                .messages())
        .isEmpty();
    assertThat(versions(ben, thread, pos)).contains(canary);
    ben.call(new MessageCommand.Delete(clientId(), thread, pos));
    refused(ErrorCode.NOT_FOUND, ben, thread, pos);
    assertThat(
            SERVER
                .database()
                .execute("update message_version set text = text where text like ?", canary + "%"))
        .isZero();
  }

  /** Leak 165: the first text stays, and the newest of the others. */
  @Test
  void leak165VersionsAreBounded() {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    long pos = TestSteps.send(ben, thread, "text 0").pos();
    int edits = Limits.MESSAGE_VERSIONS_MAX + 3;
    for (int i = 1; i <= edits; i++) {
      edit(ben, thread, pos, "text " + i);
    }
    // One that changes no word takes none of them away.
    edit(ben, thread, pos, "text " + edits);
    assertThat(versions(ben, thread, pos))
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of(0),
                    IntStream.rangeClosed(edits - Limits.MESSAGE_VERSIONS_MAX + 1, edits).boxed())
                .map(i -> "text " + i)
                .toList());
  }
}
