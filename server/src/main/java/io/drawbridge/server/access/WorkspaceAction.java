package io.drawbridge.server.access;

/** Everything a person may try on a workspace. */
public enum WorkspaceAction {
  SEE_DIRECTORY,
  CREATE_GROUP,
  CREATE_THREAD,
  OPEN_DM,
  INVITE_MEMBER,
  SET_ROLE,
  REMOVE_MEMBER,
  SUSPEND,
  CREATE_BOT
}
