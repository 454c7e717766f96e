package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.protocol.command.MessageCommand;
import java.util.Optional;

/** An export of what is one's own, of which the reader has read some, and then no more for now. */
final class ExportWay implements Way {
  private static final int MESSAGES = 200;
  private static final int CHARS = 15_000;
  private static final int READ_MIN = 5_000;
  private static final int READ_MAX = 600_000;
  private static final int READ_EACH_MAX = 16 << 10;
  private static final int READ_EACH_MICROS = 500;
  private static final int READ_ON_MAX = 300_000;
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
    try (RawSocket socket = stage.socket()) {
      socket.get("/v1/export/me", guest.token());
      byte[] first = socket.read(act.random().nextInt(READ_MIN, READ_MAX));
      if (!SearchWay.holds(first, " 200 ")) {
        throw new IllegalStateException("the export was refused");
      }
      Act.Removal removal = act.begin(guest.group(), guest.account());
      long read = first.length;
      long until = read + (act.raced() ? act.random().nextInt(READ_ON_MAX) : 0);
      while (read < until && !removal.within(READ_EACH_MICROS)) {
        read += socket.readArrived(READ_EACH_MAX);
      }
      removal.await();
      RawSocket.Handed handed = socket.handed();
      byte[] rest = socket.rest();
      byte[] later = handed.later(rest);
      act.seen().before(act.about(), read + rest.length - later.length);
      act.seen().after(act.about(), SearchWay.holds(later, TEXT) ? later.length : 0);
    }
    return true;
  }
}
