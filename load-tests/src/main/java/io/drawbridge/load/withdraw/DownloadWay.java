package io.drawbridge.load.withdraw;

import io.drawbridge.load.files.Uploader;
import io.drawbridge.protocol.id.FileId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A download whose reader has read up to somewhere and then no more, or reads on while they are
 * removed.
 */
final class DownloadWay implements Way {
  private static final int SIZE = 16 << 20;
  private static final HalfRead READER = new HalfRead(500, SIZE / 4, 1 << 20);

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
    byte[] later = READER.later(stage, act, guest, "/v1/files/" + files.get(guest));
    act.seen().after(act.about(), later.length);
    return true;
  }
}
