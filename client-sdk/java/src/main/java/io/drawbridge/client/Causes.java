package io.drawbridge.client;

import java.util.concurrent.CompletionException;

/** What futures wrap. */
final class Causes {

  private Causes() {}

  /** What made a future fail, without the wrapping that one which depends on it adds. */
  static Throwable of(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
