package io.drawbridge.server.db;

import io.drawbridge.protocol.id.AccountId;
import java.util.Optional;

/**
 * Remembers for which person this thread works, so that connections are shared out fairly among
 * people. Work that is nobody's is the server's own.
 */
public final class Behalf {
  private static final ScopedValue<AccountId> PERSON = ScopedValue.newInstance();

  private Behalf() {}

  /** Does the work; the database calls it makes on this thread are the person's. */
  public static <T> T of(AccountId person, ScopedValue.CallableOp<T, RuntimeException> work) {
    return ScopedValue.where(PERSON, person).call(work);
  }

  static Optional<AccountId> current() {
    return PERSON.isBound() ? Optional.of(PERSON.get()) : Optional.empty();
  }
}
