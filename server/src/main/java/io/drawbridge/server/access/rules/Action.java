package io.drawbridge.server.access.rules;

/**
 * Everything a person may try on a conversation. The rule table is total over these; the family of
 * an action says which permit it takes.
 */
public sealed interface Action {
  /** Returns whether each group of a thread is asked too: it brings externals in, or lets it. */
  default boolean bringsExternals() {
    return false;
  }

  /** Returns whether even who runs the workspace needs a path to the conversation. */
  default boolean takesPath() {
    return true;
  }

  /** Actions that take a {@code ReadPermit}. */
  enum Read implements Action {
    READ,
    /** Getting the text of messages by mail, which nobody can take back (D19). */
    MAIL_TEXT,
    /** Getting it by a push, which a lost device shows to its finder. */
    PUSH_TEXT,
    /** Letting a webhook tell of externals and of what they write. */
    TELL_OF_EXTERNALS,
    /** Seeing what one's own messages said before they were edited. */
    SEE_OWN_VERSIONS,
    /** Seeing what the messages of others said before. */
    SEE_VERSIONS
  }

  /** Actions that take a {@code PostPermit}. */
  enum Post implements Action {
    POST,
    /** Posting a text that mentions somebody. */
    MENTION,
    /** Posting a message with files, and uploading them for it. */
    SHARE,
    /** Posting a message with files that mentions somebody. */
    SHARE_MENTION,
    /** Replacing a file of one's own message by a newer version. */
    REPLACE_FILE,
    REACT,
    EDIT_OWN,
    /** Editing one's own message so that it mentions somebody. */
    EDIT_MENTION,
    DELETE_OWN,
    DELETE_ANY,
    PIN,
    /** Running a slash command of a bot. */
    ASK_BOT
  }

  /** Actions that take an {@code InvitePermit}. */
  enum Invite implements Action {
    ADD_MEMBER,
    ADD_EXTERNAL,
    /** Making a claim code, by which somebody without an address comes in. */
    GIVE_CODE,
    /** Inviting the owners of many addresses at once. */
    ADD_MANY,
    ADD_GROUP,
    /** Letting the owner of an address into the DM that was opened for it. */
    ADMIT_TO_DM,
    JOIN,
    /** Making a join link; who comes by it is let in by somebody who may APPROVE_JOIN. */
    OFFER_REQUESTS,
    /** Making a join link that lets people in at once. */
    OFFER_ENTRY,
    /** Letting in who asked. */
    APPROVE_JOIN,
    /** Naming somebody from outside whom who may APPROVE_JOIN lets in or not. */
    SUGGEST,
    START_THREAD_WITHIN,
    /** Opening a DM among some of its people, because they share it. */
    START_DM_WITHIN;

    @Override
    public boolean bringsExternals() {
      return switch (this) {
        case ADD_EXTERNAL, GIVE_CODE, ADD_MANY, OFFER_REQUESTS, OFFER_ENTRY, APPROVE_JOIN -> true;
        case ADD_MEMBER,
            ADD_GROUP,
            ADMIT_TO_DM,
            JOIN,
            SUGGEST,
            START_THREAD_WITHIN,
            START_DM_WITHIN ->
            false;
      };
    }
  }

  /** Actions that take a {@code ManagePermit}. */
  enum Manage implements Action {
    RENAME,
    CLOSE,
    LOCK,
    /** Deleting it for good; owners of the workspace may, wherever it is. */
    DELETE,
    SET_POLICY,
    /** Making webhooks, seeing and ending them, and having some that work. */
    MANAGE_HOOKS,
    /** Seeing reports of its messages, and resolving them. */
    MODERATE,
    SET_ROLE,
    REMOVE_GROUP,
    REMOVE_PERSON,
    LEAVE,
    /** Making the backstage, where members talk among themselves, or finding it. */
    OPEN_BACKSTAGE,
    /** Seeing invitations, and ending and resending those that one made oneself. */
    SEE_INVITATIONS,
    /** Seeing, ending and resending those of others. */
    MANAGE_INVITATIONS,
    /** Approving what brings an external in, or denying it. */
    APPROVE_EXTERNAL;

    @Override
    public boolean bringsExternals() {
      return this == APPROVE_EXTERNAL;
    }

    @Override
    public boolean takesPath() {
      return this != MANAGE_INVITATIONS && this != APPROVE_EXTERNAL && this != DELETE;
    }
  }

  /** Grounds on which the gate lets somebody remove a person who may not remove everybody. */
  enum Remove implements Action {
    REMOVE_SPONSORED,
    /** Ending the part of somebody who is an external there. */
    REMOVE_EXTERNAL;

    @Override
    public boolean takesPath() {
      return this != REMOVE_EXTERNAL;
    }
  }
}
