package io.drawbridge.server.assembly;

import io.drawbridge.server.account.credential.PasswordCost;
import io.drawbridge.server.background.Jobs;
import java.time.Duration;

/**
 * Says how far a server goes against power cuts and thieves of its database, and how seldom it does
 * what can wait. Tests have nothing to lose and no time.
 *
 * @param durable it refuses a database without fsync
 * @param passwords what hashing a password costs
 * @param pauseMax the longest pause of what is done again and again
 */
public record Safety(boolean durable, PasswordCost passwords, Duration pauseMax) {
  /** The safety of every real server. */
  public static final Safety FULL = new Safety(true, PasswordCost.STANDARD, Jobs.ANY_PAUSE);
}
