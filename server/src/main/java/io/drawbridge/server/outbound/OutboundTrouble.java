package io.drawbridge.server.outbound;

/** A call that brought no answer. */
public final class OutboundTrouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean forbidden;

  /** {@code why} names neither host nor address. */
  OutboundTrouble(String why, boolean forbidden) {
    super(why);
    this.forbidden = forbidden;
  }

  /** Returns whether it is called in vain as long as its name leads there. */
  public boolean forbidden() {
    return forbidden;
  }

  /** What went wrong, for those who run the destination. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
