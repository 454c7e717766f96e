package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.protocol.command.MessageCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Searches that are asked while the reader is being removed, some answered before, some after. */
final class SearchWay implements Way {
  private static final int MESSAGES = 20;
  private static final int CHARS = 3_000;
  private static final int SEARCHES_MAX = 12;
  private static final int PAUSE_MICROS_MAX = 5_000;

  /** So that few searches cover removals of any length. */
  private static final double PAUSES_GROW_BY = 1.5;

  /** Stands beside the word that is looked for. */
  private static final String HIT = "hitOfTheRemoved";

  private final Stage stage;

  SearchWay(Stage stage) {
    this.stage = stage;
  }

  private static String word(Guest guest) {
    return "word" + guest.group().toString().substring(2);
  }

  @Override
  public Guest guest(String name) {
    Guest guest = stage.external(name);
    for (int i = 0; i < MESSAGES; i++) {
      stage.say(guest.group(), word(guest) + " " + Stage.full(HIT, CHARS));
    }
    return guest;
  }

  @Override
  public boolean once(Act act, Guest guest) throws Exception {
    stage.add(guest, guest.group());
    byte[] body =
        stage
            .codec()
            .encodeCommand(
                new MessageCommand.Search(
                    word(guest), Optional.empty(), Optional.empty(), Optional.empty()));
    try (Asked asked = new Asked(guest, body)) {
      Act.Removal removal = act.begin(guest.group(), guest.account());
      double pause = PAUSE_MICROS_MAX;
      while (asked.sockets.size() < SEARCHES_MAX
          && !removal.within((long) act.random().nextDouble(pause))) {
        asked.ask();
        pause *= PAUSES_GROW_BY;
      }
      removal.await();
      List<RawSocket.Handed> handed = new ArrayList<>();
      for (RawSocket socket : asked.sockets) {
        handed.add(socket.handed());
      }
      boolean middle = !handed.isEmpty();
      asked.ask();
      handed.add(new RawSocket.Handed(0, 0));
      for (int i = 0; i < handed.size(); i++) {
        count(act, handed.get(i), asked.sockets.get(i).rest());
      }
      return middle;
    }
  }

  /** The same search, asked again and again, of which no answer is read yet. */
  private final class Asked implements AutoCloseable {
    private final List<RawSocket> sockets = new ArrayList<>();
    private final Guest guest;
    private final byte[] body;

    private Asked(Guest guest, byte[] body) {
      this.guest = guest;
      this.body = body;
    }

    void ask() throws IOException {
      RawSocket socket = stage.socket();
      sockets.add(socket);
      socket.begin("POST", "/v1/message.search", guest.token(), body.length);
      socket.write(body);
    }

    @Override
    public void close() throws IOException {
      for (RawSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void count(Act act, RawSocket.Handed handed, byte[] answer) {
    byte[] later = handed.later(answer);
    boolean hits = RawSocket.holds(later, HIT);
    act.seen().after(act.about(), hits ? later.length : 0);
    act.seen().before(act.about(), RawSocket.holds(answer, HIT) && !hits ? answer.length : 0);
  }
}
