package io.drawbridge.server.db;

import java.security.SecureRandom;

/** Unguessable ids. Thread-safe. */
public final class RandomIds implements Ids {
  private final SecureRandom random = new SecureRandom();

  @Override
  public long next() {
    while (true) {
      long id = random.nextLong() & Long.MAX_VALUE;
      if (id != 0) {
        return id;
      }
    }
  }
}
