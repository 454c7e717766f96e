package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.WorkspaceId;

/**
 * A workspace that the reader is a member of.
 *
 * @param workspace which
 * @param name its name
 * @param role the reader's role in it
 */
public record WorkspaceView(WorkspaceId workspace, String name, WorkspaceRole role) {}
