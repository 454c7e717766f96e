package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The purpose of the link in a mail. */
public enum LinkKind implements WireName {
  /** Signs an account in. */
  SIGN_IN,
  /** Brings somebody into one conversation. */
  INVITATION,
  /** Makes somebody a member of a workspace. */
  WORKSPACE_INVITATION,
  /** Sets up the first workspace of a new server. */
  SET_UP
}
