package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.Decision.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists what the tests of rules try in turn, and reads what was decided. */
final class RuleCases {
  private RuleCases() {}

  static List<Optional<WorkspaceRole>> seats() {
    List<Optional<WorkspaceRole>> seats = new ArrayList<>();
    seats.add(Optional.empty());
    for (WorkspaceRole role : WorkspaceRole.values()) {
      seats.add(Optional.of(role));
    }
    return seats;
  }

  static boolean[] booleans() {
    return new boolean[] {false, true};
  }

  static Optional<ErrorCode> code(Decision decision) {
    return decision instanceof Refused refused ? Optional.of(refused.code()) : Optional.empty();
  }
}
