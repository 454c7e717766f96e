package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.people.WorkspaceRole;
import java.util.Optional;

/** How an account stands to a workspace: its seat, whether it is suspended there, whether a bot. */
public record WorkspaceStanding(Optional<WorkspaceRole> seat, boolean suspended, boolean bot) {}
