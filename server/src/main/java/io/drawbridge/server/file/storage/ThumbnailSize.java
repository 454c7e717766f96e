package io.drawbridge.server.file.storage;

/** The sizes of what is stored beside a picture: itself in small. */
public enum ThumbnailSize {
  SMALL(160),
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
