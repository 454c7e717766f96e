package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.WorkspaceId;

/**
 * A workspace that the reader is in without being a member: some conversation of it is open to
 * them, or they are a guest there.
 *
 * @param workspace which
 * @param name its name
 */
public record VisitedWorkspace(WorkspaceId workspace, String name) {}
