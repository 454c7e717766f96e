package io.drawbridge.server.access.link;

/** The content that a new link opens: with epoch >= {@code epoch} and pos > {@code pos}. */
public record Opening(long epoch, long pos) {
  public static final Opening EVERYTHING = new Opening(0, 0);

  /** The content that both open. */
  public Opening cutAt(Opening other) {
    return new Opening(Math.max(epoch, other.epoch), Math.max(pos, other.pos));
  }
}
