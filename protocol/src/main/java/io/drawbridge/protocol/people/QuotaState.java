package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The place of a number of externals between its quotas. */
public enum QuotaState implements WireName {
  /** There is room. */
  WITHIN,
  /** There are more than the soft quota says; others are still let in. */
  WARNING,
  /** There are as many as may be; nobody else is let in. */
  REACHED,
  /** There are more than may be, from before the quota was lowered; nobody else is let in. */
  EXCEEDED
}
