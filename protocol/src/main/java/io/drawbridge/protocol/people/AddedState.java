package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The ways in which one row of a list of addresses can come out. */
public enum AddedState implements WireName {
  /** A mail with an invitation leaves, whether or not the address has an account. */
  INVITED,
  /** The invitation waits for approval; no mail leaves before that. */
  AWAITING_APPROVAL,
  /** An invitation to the address is open already: it stays as it is, and no mail leaves. */
  ALREADY_INVITED,
  /** The owner of the address takes part in the conversation already. */
  ALREADY_HERE,
  /** The row stands in the list before. */
  DUPLICATE,
  /** Nothing came of it. */
  REFUSED
}
