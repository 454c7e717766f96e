package io.drawbridge.server.exit;

/**
 * A way to hand over a few parcels in a row, such as a connection to a mail server. Used by one
 * thread at a time, always a virtual one: an interrupt closes the sockets it blocks on.
 */
public interface Carrier<P> extends AutoCloseable {
  /**
   * Hands one parcel over; returns when the next hop has taken it.
   *
   * @throws Refused if it will never be taken
   * @throws Trouble if it may be taken later; the carrier is of no use any more
   */
  void send(P parcel) throws Refused, Trouble;

  @Override
  void close();

  /** The recipient does not exist, or does not want this parcel. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code why} names no address. */
    public Refused(String why) {
      super(why);
    }
  }

  /** Not now. */
  final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code why} names no address. */
    public Trouble(String why) {
      super(why);
    }
  }
}
