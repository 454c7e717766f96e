package io.drawbridge.server.access.facts;

import io.drawbridge.server.access.rules.Decision;

/**
 * Gives out the room that the quotas of externals have left in one change (G-23), to one address
 * after the other: what one takes, those after it do not find. One thread.
 */
public interface QuotaRoom {
  /** Has a place for everybody. */
  QuotaRoom UNBOUNDED = _ -> Decision.ALLOWED;

  /** Decides whether an address may take a place; it has it if so. */
  Decision take(String email);
}
