package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.load.files.Uploader;
import io.drawbridge.protocol.id.FileId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A download whose reader has read up to somewhere and then no more, or reads on while they are
 * removed.
 */
final class DownloadWay implements Way {
  private static final int SIZE = 16 << 20;
  private static final int READ_MIN = 500;
  private static final int READ_EACH_MAX = 16 << 10;
  private static final int READ_EACH_MICROS = 500;
  private static final int READ_ON_MAX = 1 << 20;

  private final Stage stage;
  private final Map<Guest, FileId> files = new ConcurrentHashMap<>();

  DownloadWay(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Guest guest(String name) throws Exception {
    Guest guest = stage.external(name);
    files.put(guest, new Uploader(stage.testbed(), stage.files(), guest.group()).post(1, SIZE));
    return guest;
  }

  @Override
  public boolean once(Act act, Guest guest) throws Exception {
    stage.add(guest, guest.group());
    try (RawSocket socket = stage.socket()) {
      socket.get("/v1/files/" + files.get(guest), guest.token());
      byte[] first = socket.read(act.random().nextInt(READ_MIN, SIZE / 4));
      if (!new String(first, 0, READ_MIN, StandardCharsets.ISO_8859_1).contains(" 200 ")) {
        throw new IllegalStateException("the download was refused");
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
      act.seen().after(act.about(), later.length);
    }
    return true;
  }
}
