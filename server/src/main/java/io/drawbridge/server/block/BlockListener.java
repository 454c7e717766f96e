package io.drawbridge.server.block;

import io.drawbridge.protocol.id.AccountId;

/** Hears that somebody blocked another person, or does so no more. After the commit. */
public interface BlockListener {
  /** Hears of one change. Never blocks for long. */
  void changed(AccountId person, AccountId other, boolean blocked);
}
