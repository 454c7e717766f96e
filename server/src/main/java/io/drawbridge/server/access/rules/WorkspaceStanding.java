package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.people.WorkspaceRole;
import java.util.Optional;

/** The standing of an account in a workspace: its seat, and whether it is suspended or a bot. */
public record WorkspaceStanding(Optional<WorkspaceRole> seat, boolean suspended, boolean bot) {}
