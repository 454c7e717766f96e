package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The people who may find a group of a workspace. */
public enum Visibility implements WireName {
  /** Every member of the workspace sees it and may join. */
  OPEN,
  /** Every member sees that it exists; people are added. */
  PRIVATE,
  /** Only those who are in it know that it exists. */
  SECRET
}
