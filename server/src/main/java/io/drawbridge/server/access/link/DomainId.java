package io.drawbridge.server.access.link;

import io.drawbridge.protocol.id.WorkspaceId;

/**
 * The unit of authority: a workspace (same number), or a DM between people without a common one.
 */
public record DomainId(long value) implements Comparable<DomainId> {
  /** That of a workspace. */
  public static DomainId of(WorkspaceId workspace) {
    return new DomainId(workspace.value());
  }

  @Override
  public int compareTo(DomainId other) {
    return Long.compare(value, other.value);
  }
}
