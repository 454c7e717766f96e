package io.drawbridge.server.assembly;

import io.drawbridge.server.account.credential.PasswordCost;

/**
 * Says how far a server goes against power cuts and thieves of its database. Tests have nothing to
 * lose and do with less.
 *
 * @param durable it refuses a database without fsync
 * @param passwords what hashing a password costs
 */
public record Safety(boolean durable, PasswordCost passwords) {
  /** The safety of every real server. */
  public static final Safety FULL = new Safety(true, PasswordCost.STANDARD);
}
