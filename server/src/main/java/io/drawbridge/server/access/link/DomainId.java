package io.drawbridge.server.access.link;

/**
 * The unit of authority: a workspace (same number), or a DM between people without a common one.
 */
public record DomainId(long value) implements Comparable<DomainId> {
  @Override
  public int compareTo(DomainId other) {
    return Long.compare(value, other.value);
  }
}
