package io.drawbridge.load.history;

/** The machine was too slow for a step that the clock is part of: the history proves nothing. */
final class TooSlow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooSlow(String what) {
    super(what);
  }
}
