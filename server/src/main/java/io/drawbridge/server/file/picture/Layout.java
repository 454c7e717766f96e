package io.drawbridge.server.file.picture;

/**
 * The parts of a picture's file say this much, as far as they could be followed.
 *
 * @param width in pixels as they are stored; 0 if it is not said
 * @param height as {@code width}
 * @param orientation which way up, 1 to 8
 * @param pieces the bytes without metadata
 */
record Layout(int width, int height, int orientation, Pieces pieces) {
  /** Returns whether it is shown lying on its side. */
  boolean turned() {
    return orientation > 4;
  }

  int shownWidth() {
    return turned() ? height : width;
  }

  int shownHeight() {
    return turned() ? width : height;
  }
}
