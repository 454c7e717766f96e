package io.drawbridge.client.background;

import java.util.concurrent.CompletionException;

/** Unwraps what futures wrap. */
public final class Causes {

  private Causes() {}

  /**
   * The failure that made a future fail, without the wrapping that one which depends on it adds.
   */
  public static Throwable of(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
