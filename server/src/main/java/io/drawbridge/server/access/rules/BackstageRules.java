package io.drawbridge.server.access.rules;

import java.util.Optional;

/**
 * The part of {@link AccessRules} about backstages (N-16). In one are those with a path to its
 * conversation and a seat in its home, by links that the server alone writes. So everything that
 * changes people, settings or state is refused there, and what is written in it is as anywhere.
 */
final class BackstageRules {
  private BackstageRules() {}

  /** Decides what is decided otherwise in a backstage; empty if it is as in any conversation. */
  static Optional<Decision> decide(Standing who, ConversationFacts what, Action action) {
    if (!what.backstage()) {
      return Optional.empty();
    }
    // Nor does it exist for somebody who runs the workspace and is not in it.
    if (!who.hasPath() || who.external()) {
      return Optional.of(Decision.NOT_FOUND);
    }
    return switch (action) {
      case Action.Read _, Action.Post _ -> Optional.empty();
      case Action.Invite _, Action.Manage _, Action.Remove _ -> Optional.of(Why.FOLLOWS);
    };
  }

  /** Decides whether somebody opens the backstage of a conversation. */
  static Decision open(ConversationFacts what, boolean external) {
    if (external) {
      return Why.EXTERNAL;
    }
    return what.dm() ? Why.NO_BACKSTAGE : Decision.ALLOWED;
  }
}
