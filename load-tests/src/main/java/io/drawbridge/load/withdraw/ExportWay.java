package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.protocol.command.MessageCommand;
import java.util.Optional;

/** An export of what is one's own, of which the reader has read some, and then no more for now. */
final class ExportWay implements Way {
  private static final int MESSAGES = 200;
  private static final int CHARS = 15_000;
  private static final HalfRead READER = new HalfRead(5_000, 600_000, 300_000);
  private static final String TEXT = "wordOfTheRemoved";

  private final Stage stage;

  ExportWay(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Guest guest(String name) {
    Guest guest = stage.external(name);
    for (int i = 0; i < MESSAGES; i++) {
      stage.tell(
          guest.tokens(),
          new MessageCommand.Send(
              stage.workspace().clientId(),
              guest.group(),
              Stage.full(TEXT, CHARS),
              Optional.empty()));
    }
    return guest;
  }

  @Override
  public boolean once(Act act, Guest guest) throws Exception {
    stage.add(guest, guest.group());
    // There may be ten in a day, one at a time.
    stage.execute("delete from export_run where scope = " + guest.account().value());
    byte[] later = READER.later(stage, act, guest, "/v1/export/me");
    act.seen().after(act.about(), RawSocket.holds(later, TEXT) ? later.length : 0);
    return true;
  }
}
