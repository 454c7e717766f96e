package io.drawbridge.server.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/**
 * Hashes passwords with Argon2id (19 MiB, 2 passes, 1 lane; <a
 * href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP</a>).
 * Two at a time, since each takes 60 ms of processor and 19 MiB; callers wait for their fair turn,
 * so call it on a virtual thread and outside transactions. Thread-safe.
 */
public final class Passwords implements AutoCloseable {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 2;

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

  private final FairWork work = new FairWork("passwords", AT_ONCE);

  /** Something to compare with where there is no password, so that it takes as long. */
  private final String decoy;

  public Passwords() {
    decoy = argon2("no account has this password");
  }

  /**
   * What is stored of a password: a PHC string with its own salt.
   *
   * @throws Failure {@code busy}
   */
  public String hash(Payer payer, Secret password) {
    return work.run(payer, () -> argon2(password.value()));
  }

  /**
   * Whether it is the password; always false without a stored one, after the same work.
   *
   * @throws Failure {@code busy}
   */
  public boolean matches(Payer payer, Secret password, Optional<String> stored) {
    String against = stored.orElse(decoy);
    boolean same =
        work.run(
            payer,
            () ->
                Password.check(password.value(), against)
                    .with(Argon2Function.getInstanceFromHash(against)));
    return same && stored.isPresent();
  }

  private static String argon2(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
  }

  @Override
  public void close() {
    work.close();
  }
}
