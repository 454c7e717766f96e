package io.drawbridge.client.file;

/** Hears how far a file has got. Called on the thread that moves it, often. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress NONE = (done, all) -> {};

  /** So many bytes of all have left or arrived. */
  void at(long done, long all);
}
