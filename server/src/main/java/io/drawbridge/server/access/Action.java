package io.drawbridge.server.access;

/** Everything a person may try on a conversation. The rule table is total over these. */
public enum Action {
  READ,
  POST,
  REACT,
  EDIT_OWN,
  DELETE_OWN,
  DELETE_ANY,
  PIN,
  RENAME,
  CLOSE,
  LOCK,
  ADD_MEMBER,
  ADD_EXTERNAL,
  ADD_GROUP,
  /** The owner of an address comes into the DM that was opened for it. */
  ADMIT_TO_DM,
  REMOVE_PERSON,
  REMOVE_SPONSORED,
  /** To end the part of somebody who is an external there. */
  REMOVE_EXTERNAL,
  REMOVE_GROUP,
  SET_ROLE,
  JOIN,
  LEAVE,
  /** Also ends and resends those that one made oneself. */
  SEE_INVITATIONS,
  /** Sees, ends and resends those of others. */
  MANAGE_INVITATIONS,
  START_THREAD_WITHIN,
  /** A DM among some of its people, because they share it. */
  START_DM_WITHIN
}
