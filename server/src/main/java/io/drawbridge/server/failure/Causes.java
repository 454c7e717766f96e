package io.drawbridge.server.failure;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Looks behind the exceptions that only say where something was thrown. */
public final class Causes {
  private Causes() {}

  /** What a future failed with, taken out of what it was wrapped in on the way. */
  public static Throwable of(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && cause != null ? of(cause) : thrown;
  }
}
