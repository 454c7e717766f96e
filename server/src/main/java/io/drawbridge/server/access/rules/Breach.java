package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.PolicyKey;

/** The reason why an external who is in would not be let in as they are, by the policies. */
public enum Breach {
  /** Nobody from outside may be there. */
  NOBODY_OUTSIDE(PolicyKey.EXTERNALS_ENABLED),
  /** Nobody from outside may be in a DM. */
  NO_DM(PolicyKey.EXTERNAL_DM),
  /** Their mail domain is not among those that may be there. */
  NOT_AMONG(PolicyKey.EXTERNAL_MAIL_DOMAINS),
  /** Their mail domain is among those that may not. */
  REFUSED(PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED),
  /** They have no address, and nobody without one may be there. */
  UNVERIFIED(PolicyKey.EXTERNAL_WITHOUT_EMAIL),
  /** They may be there, but not for so long. */
  TERM(PolicyKey.EXTERNAL_DAYS_MAX),
  /** They may be there, but nobody has to confirm them, or not soon enough. */
  CONFIRM(PolicyKey.CONFIRM_DAYS);

  private final PolicyKey key;

  Breach(PolicyKey key) {
    this.key = key;
  }

  /** Returns whether another date is all that it takes. */
  public boolean ofDates() {
    return this == TERM || this == CONFIRM;
  }

  /** The policy that is not kept. */
  public PolicyKey key() {
    return key;
  }
}
