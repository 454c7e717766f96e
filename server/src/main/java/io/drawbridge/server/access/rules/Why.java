package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.people.QuotaUse;
import io.drawbridge.server.access.rules.Decision.Refused;

/** Every answer with which {@link AccessRules} refuse: nobody else makes one. */
final class Why {
  static final Decision CLOSED =
      new Refused(
          ErrorCode.CLOSED,
          "the conversation is closed, or archived (expected: reopen it, or unarchive it, first)");
  static final Decision LOCKED =
      new Refused(ErrorCode.LOCKED, "this part of the conversation is locked");
  static final Decision NO_SUCCESSOR =
      new Refused(
          ErrorCode.CONFLICT,
          "the last admin leaves (expected: make somebody else an admin first)");

  static final Decision FIRST_EXTERNAL =
      new Refused(
          ErrorCode.FIRST_EXTERNAL,
          "nobody from outside is here yet (expected: confirm_first, from who knows that)");

  static final Decision ASKS_AUDIENCE =
      new Refused(
          ErrorCode.AUDIENCE_CHANGED,
          "somebody from outside reads it there (expected: the audience of that conversation)");

  static final Decision NOT_IN_IT = notAllowed("you are not in this conversation");
  static final Decision EXTERNAL = notAllowed("only members of the workspace may do this");
  static final Decision NOBODY_OUTSIDE = notAllowed("nobody from outside may be brought in here");
  static final Decision NEEDS_APPROVAL =
      notAllowed("somebody has to approve whom you bring in here (expected: invite by address)");
  static final Decision NEEDS_ACCEPTANCE =
      notAllowed("who comes from outside has to accept first here (expected: an invitation)");
  static final Decision NO_JOIN_LINKS =
      notAllowed("nobody comes by a join link here (expected: add them by name or address)");
  static final Decision NOT_AT_ONCE =
      notAllowed("a join link lets nobody in at once here (expected: one with approval)");
  static final Decision MAIL_DOMAIN =
      notAllowed("externals of this mail domain are not let in here");
  static final Decision NO_ADDRESS =
      notAllowed("nobody comes in here without an address (expected: invite by address)");
  static final Decision ONE_PLACE =
      notAllowed("who has no address is in the one conversation that they got a code for");
  static final Decision NO_MENTIONS =
      notAllowed("externals mention nobody here (expected: a text without a mention)");
  static final Decision NO_GROUP_MENTIONS =
      notAllowed("nobody mentions groups, or everybody, here (expected: people by name)");
  static final Decision NO_FILES =
      notAllowed("externals share no files here (expected: a message without one)");
  static final Decision NO_EDIT_HISTORY =
      notAllowed("what messages said before is shown to nobody here");
  static final Decision NOT_OUTSIDE =
      notAllowed("messages are not passed on to where somebody from outside reads them");
  static final Decision NO_SLASH =
      notAllowed("externals run no slash commands here (expected: a message)");
  static final Decision BOTS_ASK_NOT = notAllowed("bots run no slash commands");
  static final Decision NOT_MANAGER =
      notAllowed("only admins, or who started the thread, may do this");
  static final Decision NOT_INVITER =
      notAllowed("only who invited, and who manages the conversation, may do this");
  static final Decision NOT_SPONSOR =
      notAllowed("only who brought them in, and who manages the conversation, may do this");
  static final Decision NO_SPONSOR =
      notAllowed(
          "they cannot answer for externals there (expected: a member in it who may bring some"
              + " in)");
  static final Decision NOT_AUTHOR = notAllowed("only the author may do this");
  static final Decision FIXED = notAllowed("the people of a direct message never change");
  static final Decision FOLLOWS =
      notAllowed(
          "a backstage has the people and the settings of its conversation (expected: change it"
              + " there)");
  static final Decision NO_BACKSTAGE = notAllowed("only groups and threads have a backstage");
  static final Decision NOT_A_THREAD = notAllowed("groups are recipients of threads only");
  static final Decision NOT_A_DM = notAllowed("this is no direct message");
  static final Decision NOT_A_GROUP = notAllowed("a thread can be started within a group only");
  static final Decision NO_ROLES = notAllowed("only groups have roles");
  static final Decision NOT_OPEN = notAllowed("only open groups can be joined");
  static final Decision NOT_ADDRESSED =
      notAllowed("threads are addressed to groups that one is in, or to open ones");
  static final Decision STRICTER_GROUP =
      notAllowed("only who may bring externals into every group of the thread may do this");
  static final Decision EXTERNAL_ADMIN =
      notAllowed("an external cannot be an admin (expected: a member)");
  static final Decision STRANGERS =
      notAllowed("people: no conversation that all are in (expected: one)");
  static final Decision OUTSIDER_INVITES =
      notAllowed("only members of a workspace invite by address");

  static final Decision NOT_WORKSPACE_ADMIN =
      notAllowed("only owners and admins of the workspace may do this");
  static final Decision NOT_OWNER = notAllowed("only owners of the workspace may do this");
  static final Decision NOT_EXPORTED =
      notAllowed(
          "an export holds what its owner reads (expected: export_includes_private is set, for what"
              + " they do not)");
  static final Decision ABOVE_OWN_ROLE =
      notAllowed("nobody grants or takes a role above their own");
  static final Decision BOT_ROLE = notAllowed("a bot is a member");
  static final Decision BOT_LEAVES = notAllowed("a bot leaves no workspace (expected: bot.revoke)");
  static final Decision NO_FOUNDER =
      notAllowed("only owners and admins of a workspace may make another");

  static final Decision BOT_ERASED =
      notAllowed("a bot erases nobody (expected: bot.revoke, by its owner)");
  static final Decision BOT_PASSWORD = notAllowed("a bot has no password");
  static final Decision UNPROVED_MAILBOX =
      notAllowed(
          ("the session is older than %d minutes, or not of a mailed link (expected: sign in by a"
                  + " mailed link first)")
              .formatted(Limits.MAILBOX_PROOF_LIFETIME.toMinutes()));
  static final Decision OTHER_MAILBOX =
      notAllowed("the link was mailed to another address than yours");

  private Why() {}

  /** There are as many externals as may be; how many that is, only admins are told. */
  static Decision noRoom(boolean told, String which, QuotaUse use) {
    String why =
        told
            ? "externals %s: %d (limit: %d)".formatted(which, use.used(), use.max().orElseThrow())
            : "externals: no room is left (expected: an admin ends others, or raises the quota)";
    return new Refused(ErrorCode.LIMIT_REACHED, why);
  }

  private static Decision notAllowed(String why) {
    return new Refused(ErrorCode.NOT_ALLOWED, why);
  }
}
