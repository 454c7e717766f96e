package io.drawbridge.protocol.file;

import io.drawbridge.protocol.WireName;

/** The sizes in which a picture is read in small. */
public enum ThumbnailSize implements WireName {
  /** For a list. */
  SMALL(160),

  /** For a page of messages. */
  LARGE(640);

  private final int edge;

  ThumbnailSize(int edge) {
    this.edge = edge;
  }

  /** The longest edge in pixels. */
  public int edge() {
    return edge;
  }
}
