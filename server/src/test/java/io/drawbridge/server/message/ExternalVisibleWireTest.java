package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HCL-54, HCL-56: a message says whether somebody from outside sees it now. */
final class ExternalVisibleWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");

  private static List<Optional<Boolean>> shown(TestDoor reader, ConversationId thread) {
    return reader
        .call(
            new MessageCommand.ShowHistory(
                thread, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .messages()
        .stream()
        .map(Message::externalVisible)
        .toList();
  }

  private static Optional<Boolean> is(boolean seen) {
    return Optional.of(seen);
  }

  @ParameterizedTest
  @EnumSource
  void flagFollowsWhoIsThereAndFromWhere(Door door) {
    TestPerson ben = TestSteps.member(SERVER, OWNER, "Ben" + door.name().charAt(0));
    ConversationId thread = TestSteps.thread(OWNER, "Seen", ben.account());
    TestSteps.send(OWNER, thread, "before");
    try (Door.Entered reader = door.enter(ben)) {
      assertThat(shown(reader, thread)).containsExactly(is(false));
      TestPerson xenia = TestSteps.external(SERVER, OWNER, thread, "Xenia" + door.name().charAt(0));
      TestSteps.send(OWNER, thread, "after");
      assertThat(shown(reader, thread)).containsExactly(is(false), is(true));
      assertThat(shown(xenia, thread)).containsExactly(is(true));
      assertThat(
              reader
                  .call(
                      new MessageCommand.Search(
                          "after in:" + thread,
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty()))
                  .messages()
                  .getFirst()
                  .message()
                  .externalVisible())
          .isEqualTo(is(true));
      TestSteps.remove(OWNER, thread, xenia.account());
      assertThat(shown(reader, thread)).containsExactly(is(false), is(false));
    }
  }
}
