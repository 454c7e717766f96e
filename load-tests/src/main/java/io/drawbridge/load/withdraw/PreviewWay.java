package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A page that is being read for a message, whose title is then told to who has the conversation
 * open.
 */
final class PreviewWay implements Way {
  private static final int OK = 200;
  private static final int AROUND_MS_MAX = 40;
  private static final int OPENED = 1;
  private static final int LAST = 2;

  private final Stage stage;

  PreviewWay(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Guest guest(String name) {
    return stage.external(name);
  }

  @Override
  public boolean once(Act act, Guest guest) throws Exception {
    ConversationId group = stage.workspace().group("Links");
    stage.add(guest, group);
    String path = "/" + act.about();
    Plans.Step held = stage.pages().plans().held(path, OK);
    // There may be a hundred in an hour.
    stage.execute("delete from preview_use");
    try (RawSocket socket = stage.socket()) {
      socket.upgrade(guest.token());
      tell(socket, OPENED, new InterestCommand.Open(group, Optional.empty()));
      answered(socket, OPENED);
      stage.say(group, stage.pages().url(path));
      held.await();
      Act.Removal removal = act.begin(group, guest.account());
      boolean raced = act.raced();
      if (raced) {
        act.pause(AROUND_MS_MAX);
        held.goOn();
      }
      removal.await();
      RawSocket.Handed handed = socket.handed();
      held.goOn();
      stage.awaitCount(
          0, "select count(*) from preview_wanted where conversation = " + group.value());
      stage.say(group, "last");
      tell(socket, LAST, new AccountCommand.Me());
      byte[] all = answered(socket, LAST).getBytes(StandardCharsets.ISO_8859_1);
      byte[] later = handed.later(all);
      String title = "shown " + path;
      boolean shown = RawSocket.holds(later, title);
      act.seen().after(act.about(), shown ? later.length : 0);
      act.seen().before(act.about(), !shown && RawSocket.holds(all, title) ? all.length : 0);
      return !raced;
    }
  }

  private void tell(RawSocket socket, int id, Command<?> command) throws IOException {
    socket.frame(stage.codec().encode(new ClientFrame(id, command)));
  }

  /** All until the answer of this number begins. */
  private static String answered(RawSocket socket, int id) throws IOException {
    return socket.readUntil("{\"type\":\"reply\",\"id\":" + id + ",");
  }
}
