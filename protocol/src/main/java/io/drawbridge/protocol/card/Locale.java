package io.drawbridge.protocol.card;

import io.drawbridge.protocol.WireName;

/** The languages that a person may choose. */
public enum Locale implements WireName {
  /** German. */
  DE,
  /** English. */
  EN
}
