package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.rules.WorkspaceAction;
import java.util.Optional;

/**
 * A permit made by the gate only; {@code target} and {@code granted} are present where the action
 * has them.
 */
record GrantedWorkspace(
    Caller caller,
    WorkspaceId workspace,
    WorkspaceAction action,
    Optional<AccountId> target,
    Optional<WorkspaceRole> granted)
    implements Permit.WorkspacePermit {

  @Override
  public boolean takesAway() {
    return switch (action) {
      case REMOVE_MEMBER, DEMOTE, LEAVE, SUSPEND, SET_POLICIES, END_EXTERNALS, END_OWN_EXTERNALS ->
          true;
      default -> false;
    };
  }
}
