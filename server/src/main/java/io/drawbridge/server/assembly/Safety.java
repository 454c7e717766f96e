package io.drawbridge.server.assembly;

import io.drawbridge.server.account.credential.PasswordCost;

/**
 * Says how far a server goes against power cuts, thieves of its database and pauses. Tests have nothing to
 * lose and do with less.
 *
 * @param durable it refuses a database without fsync
 * @param killed as a node of a cluster, the kernel kills it when it is stopped beyond its lease
 * @param passwords what hashing a password costs
 */
public record Safety(boolean durable, boolean killed, PasswordCost passwords) {
  /** The safety of every real server. */
  public static final Safety FULL = new Safety(true, true, PasswordCost.STANDARD);
}
