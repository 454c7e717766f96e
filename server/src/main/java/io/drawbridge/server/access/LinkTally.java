package io.drawbridge.server.access;

import io.drawbridge.server.access.Memberships.Ended;
import java.util.ArrayList;
import java.util.List;

/**
 * What a change did to links, for what has to follow from it in the same change. Filled by {@link
 * Memberships}; one thread.
 */
public final class LinkTally {
  private int written;
  private boolean pathEnded;
  private final List<Ended> overdue = new ArrayList<>();

  /** How many links began or ended. */
  public int written() {
    return written;
  }

  /** Whether a path of anybody ended since this was asked last: DMs may be anchored there (D7). */
  public boolean takePathEnded() {
    boolean taken = pathEnded;
    pathEnded = false;
    return taken;
  }

  /** The links that were past their {@code until}, and whose end this change has logged. */
  public List<Ended> overdue() {
    return List.copyOf(overdue);
  }

  /** So many links began, or ended without taking a path away. */
  int wrote(int links) {
    written += links;
    return links;
  }

  /** So many links ended that were part of paths. */
  int endedPaths(int links) {
    pathEnded |= links > 0;
    return wrote(links);
  }

  /** A link that began cuts paths. */
  void cutPaths() {
    pathEnded = true;
  }

  void endedOverdue(List<Ended> links) {
    endedPaths(links.size());
    overdue.addAll(links);
  }
}
