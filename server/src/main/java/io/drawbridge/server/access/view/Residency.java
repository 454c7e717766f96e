package io.drawbridge.server.access.view;

import io.drawbridge.protocol.id.AccountId;

/**
 * Decides whose links this node's views hold. A session (or an HTTP request) holds its account
 * resident for as long as it lives; only resident accounts pass the egress gate.
 */
public interface Residency {
  /** Loads the account's links in every domain, in one snapshot each; blocks on the database. */
  Hold hold(AccountId account);

  /** A hold on an account, released exactly once; the links stay for a while, then go. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
