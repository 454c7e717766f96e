package io.drawbridge.server.access.rules;

/** Everything a person may try on a workspace. */
public enum WorkspaceAction {
  SEE_DIRECTORY,
  /** Seeing which externals are where, also in conversations that one is not in. */
  SEE_EXTERNALS,
  /** The audit log, with what was done where one is not. */
  SEE_AUDIT,
  /** Who could see what and when, also where one is not, without what was written. */
  SEE_LEDGER,
  /** Seeing reports of messages, with their texts, also where one is not, and resolving them. */
  MODERATE,
  /** Exporting all that one reads of it. */
  EXPORT,
  /** The same with what one does not read, whose people are told. */
  EXPORT_PRIVATE,
  /** The policies in force there, and what is set. */
  SEE_POLICIES,
  SET_POLICIES,
  /** Ending what externals have anywhere in it, also where one is not. */
  END_EXTERNALS,
  /** The same with what one gave them oneself. */
  END_OWN_EXTERNALS,
  /** Saying who answers for externals, and confirming them, where one may: each is asked. */
  ANSWER_FOR_EXTERNALS,
  CREATE_GROUP,
  CREATE_THREAD,
  OPEN_DM,
  INVITE_MEMBER,
  /** Inviting somebody from outside, into no conversation yet. */
  INVITE_GUEST,
  /** One's own invitations to become a member: list, resend, withdraw. */
  SEE_INVITATIONS,
  /** The same with those of others. */
  MANAGE_INVITATIONS,
  SET_ROLE,
  REMOVE_MEMBER,
  /** Making an external of a member. */
  DEMOTE,
  /** Inviting an external, by their account, to become a member. */
  PROMOTE,
  /** Going oneself; an external who has something in it may too. */
  LEAVE,
  SUSPEND,
  /** Erasing what the workspace knows of somebody who is no member. */
  ERASE,
  END_SESSIONS,
  CREATE_BOT,
  /** Legal holds, and what they keep; for owners alone. */
  HOLD,
  /** Saying what a bot offers that one is, or owns. */
  KEEP_OWN_BOT
}
