package io.drawbridge.server.account.credential;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.failure.Failure;
import java.util.Collection;
import java.util.Optional;

/**
 * Hashes passwords with Argon2id in one lane. Two run at a time, for what each of them costs
 * ({@link PasswordCost}). Callers wait for their fair turn, so call it on a virtual thread and
 * outside transactions. Passwords are compared in one normal form. Thread-safe.
 */
public final class Passwords implements AutoCloseable {
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 2;

  private final Argon2Function function;
  private final PasswordRules rules = new PasswordRules();
  private final FairWork work = new FairWork("passwords", AT_ONCE);

  /** A hash to compare with where there is no password, so that it takes as long. */
  private final String decoy;

  public Passwords(PasswordCost cost) {
    function =
        Argon2Function.getInstance(cost.memoryKib(), cost.passes(), LANES, HASH_BYTES, Argon2.ID);
    decoy = argon2("no account has this password");
  }

  /**
   * The form in which a new password is stored: a PHC string with its own salt.
   *
   * @param about what everybody knows of the account, see {@link PasswordRules}
   * @throws Failure {@code busy}, or {@code invalid} if it is too easy to guess
   */
  public String hash(Payer payer, Secret password, Collection<String> about) {
    String normalised = PasswordRules.normalised(password.value());
    return work.run(
        payer,
        () -> {
          rules.check(normalised, about);
          return argon2(normalised);
        });
  }

  /**
   * Returns whether it is the password; always false without a stored one, after the same work.
   *
   * @throws Failure {@code busy}
   */
  public boolean matches(Payer payer, Secret password, Optional<String> stored) {
    String against = stored.orElse(decoy);
    boolean same =
        work.run(
            payer,
            () ->
                Password.check(PasswordRules.normalised(password.value()), against)
                    .with(Argon2Function.getInstanceFromHash(against)));
    return same && stored.isPresent();
  }

  private String argon2(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(function).getResult();
  }

  @Override
  public void close() {
    work.close();
  }
}
