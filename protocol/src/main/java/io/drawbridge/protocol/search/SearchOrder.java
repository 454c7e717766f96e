package io.drawbridge.protocol.search;

import io.drawbridge.protocol.WireName;

/** The order in which a search shows what it found: this stands first. */
public enum SearchOrder implements WireName {
  /** The newest message. */
  NEWEST,
  /** The message in which the words stand most often and closest together. */
  BEST
}
