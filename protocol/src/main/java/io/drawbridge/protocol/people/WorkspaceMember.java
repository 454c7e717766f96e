package io.drawbridge.protocol.people;

/**
 * A member on the list of a workspace.
 *
 * @param person who
 * @param role the role in the workspace
 * @param suspended is suspended in this workspace
 */
public record WorkspaceMember(Person person, WorkspaceRole role, boolean suspended) {}
