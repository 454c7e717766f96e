package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.RawSocket;

/**
 * A stream that somebody has read up to somewhere, and then no more, or reads on while they are
 * removed.
 *
 * @param min the bytes that are read at least before the removal begins
 * @param max the bytes that are read less than before that
 * @param onMax the bytes that are read less than during it
 */
record HalfRead(int min, int max, int onMax) {
  private static final int READ_EACH_MAX = 16 << 10;
  private static final int READ_EACH_MICROS = 500;

  /** Counts what was handed over before the acknowledgement; the bytes that came after it. */
  byte[] later(Stage stage, Act act, Guest guest, String path) throws Exception {
    try (RawSocket socket = stage.socket()) {
      socket.get(path, guest.token());
      byte[] first = socket.read(act.random().nextInt(min, max));
      if (!RawSocket.holds(first, " 200 ")) {
        throw new IllegalStateException(path + " was refused");
      }
      Act.Removal removal = act.begin(guest.group(), guest.account());
      long read = first.length;
      long until = read + (act.raced() ? act.random().nextInt(onMax) : 0);
      while (read < until && !removal.within(READ_EACH_MICROS)) {
        read += socket.readArrived(READ_EACH_MAX);
      }
      removal.await();
      RawSocket.Handed handed = socket.handed();
      byte[] rest = socket.rest();
      byte[] later = handed.later(rest);
      act.seen().before(act.about(), read + rest.length - later.length);
      return later;
    }
  }
}
