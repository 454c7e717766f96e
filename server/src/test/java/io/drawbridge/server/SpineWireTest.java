package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The spine once through: set-up, a member, an outsider, messages to everybody. */
final class SpineWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  @Test
  void peopleTalkAndTheOutsiderHearsItsThreadOnly() {
    TestPerson ada = SERVER.setUp("Ada");
    TestPerson ben = TestSteps.member(SERVER, ada, "Ben");
    ConversationId group = TestSteps.group(ada, "General", ben.account());
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga");
    try (TestClient bens = ben.connect();
        TestClient olgas = olga.connect()) {
      bens.call(new InterestCommand.Open(thread, Optional.empty()));
      bens.call(new InterestCommand.Open(group, Optional.empty()));
      olgas.call(new InterestCommand.Open(thread, Optional.empty()));
      MessageResult.Sent inside = TestSteps.send(ada, group, "for members");
      MessageResult.Sent outside = TestSteps.send(ada, thread, "for all");

      assertThat(posted(bens, inside.pos()).message().text()).contains("for members");
      assertThat(posted(olgas, outside.pos()).message().text()).contains("for all");
      assertThat(olgas.events(LogEvent.MessagePosted.class))
          .allMatch(event -> event.conversation().equals(thread));
    }
  }

  private static LogEvent.MessagePosted posted(TestClient client, long pos) {
    return client.await(LogEvent.MessagePosted.class, event -> event.pos() == pos);
  }
}
