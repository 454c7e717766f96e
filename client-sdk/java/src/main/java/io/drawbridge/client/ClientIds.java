package io.drawbridge.client;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes client ids: 144 random bits, so that none is ever made twice. Thread-safe. */
final class ClientIds {

  private static final int BYTES = 18;

  private final RandomGenerator random;

  /** Ids of a secure source. */
  ClientIds() {
    this(new SecureRandom());
  }

  /** Ids of the given source, which must be thread-safe; for tests that repeat a seed. */
  ClientIds(RandomGenerator random) {
    this.random = random;
  }

  /** A new id. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
