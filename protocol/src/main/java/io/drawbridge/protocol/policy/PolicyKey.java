package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import java.util.List;

/** The names of the policies. */
public enum PolicyKey implements WireName {
  /** Whether anybody from outside may be brought in, or may start something. */
  EXTERNALS_ENABLED("false", "true"),
  /** The people who may bring externals in. */
  EXTERNAL_INVITE("off", "admins", "conversation_admins", "members"),
  /** The people without whose approval nobody from outside comes in. */
  EXTERNAL_APPROVAL("admins", "conversation_admins", "off"),
  /** The ways by which externals may come in. */
  EXTERNAL_JOIN("off", "invite", "open_request", "link"),
  /** Whether externals whom somebody adds by name are asked first. */
  REQUIRE_ACCEPTANCE("true", "false"),
  /** The people whom externals may mention. */
  EXTERNAL_MENTIONS("none", "co_participants", "all_of_conversation"),
  /** The part that externals have in direct messages. */
  EXTERNAL_DM("none", "members_start_only", "co_participants"),
  /** Whether a DM that an external opened outlives the conversation that it was opened for. */
  DM_SURVIVES_SCOPE("false", "true"),
  /** Whether externals start threads in the group. */
  EXTERNAL_START_THREAD("false", "true"),
  /**
   * Whether externals suggest people, whom somebody who manages the conversation lets in or not.
   */
  EXTERNAL_MAY_SUGGEST("false", "true"),
  /** Whether externals share files, in the conversations they are in. */
  EXTERNAL_UPLOAD("false", "true"),
  /** Whether somebody without an address comes in, by a code that is told to them. */
  EXTERNAL_WITHOUT_EMAIL("false", "true"),
  /** The part that externals see of those who are in the conversation, and those of externals. */
  EXTERNAL_PROFILE_VIEW("card", "full_for_co_participants"),
  /** Whether externals see each other, and what they do, in a conversation. */
  EXTERNALS_SEE_EXTERNALS("false", "true"),
  /** The most days that an external has access; without a value there is no end. */
  EXTERNAL_DAYS_MAX,
  /** The days that an external has access, if nobody says. */
  EXTERNAL_DAYS_DEFAULT,
  /** The days that an external stays whom nobody answers for any more; fewer are stricter. */
  ORPHAN_GRACE_DAYS,
  /** The days after which somebody has to confirm an external; without a value never. */
  CONFIRM_DAYS,
  /** The mail domains that externals may have: fewer are stricter, all without a value. */
  EXTERNAL_MAIL_DOMAINS,
  /** The mail domains that no external has: more are stricter. */
  EXTERNAL_MAIL_DOMAINS_REFUSED,
  /** The mail domains whose externals nobody has to approve: fewer are stricter. */
  EXTERNAL_MAIL_DOMAINS_APPROVED,
  /** The part of the past that members see who are added, if nobody says. */
  MEMBER_HISTORY_ON_ADD("from_now", "last_days", "everything"),
  /** The part of the past that externals see who are added, if nobody says. */
  EXTERNAL_HISTORY_ON_ADD("from_now", "last_days", "everything"),
  /** The newcomers about whom an author is asked before they read what was not written for them. */
  AUDIENCE_GUARD("always", "externals", "off"),
  /** Whether who brings the first external into a conversation has to say that they know. */
  CONFIRM_FIRST_EXTERNAL("true", "false"),
  /** Whether members who are no admins invite to the workspace. */
  MEMBER_INVITE("false", "true"),
  /** The people who invite guests to the workspace, into no conversation yet. */
  GUEST_INVITE("off", "admins", "members"),
  /** The least role by which somebody invites many at once. */
  BULK_INVITE_MIN_ROLE("admin", "member"),
  /** The members who bring externals in as admins of the workspace do: fewer are stricter. */
  EXTERNAL_INVITERS,
  /** The most externals of one conversation; without a value any number. */
  QUOTA_SINGLE_MAX,
  /** The number of externals of one conversation above which admins are warned. */
  QUOTA_SINGLE_SOFT,
  /** The most externals of one conversation for each member. */
  QUOTA_SINGLE_PER_MEMBER,
  /** The most externals of several conversations; without a value any number. */
  QUOTA_MULTI_MAX,
  /** The number of externals of several conversations above which admins are warned. */
  QUOTA_MULTI_SOFT,
  /** The most externals of all; without a value any number. */
  QUOTA_EXTERNAL_MAX,
  /** The number of externals above which admins are warned. */
  QUOTA_EXTERNAL_SOFT,
  /** Whether mails to externals bear the text of messages. */
  MAIL_INCLUDE_TEXT("false", "true"),
  /** Whether pushes to members bear the text of messages; those to externals never do. */
  PUSH_INCLUDE_TEXT("false", "true"),
  /** Whether outgoing webhooks tell nothing of externals and of what they write. */
  WEBHOOKS_HIDE_EXTERNALS("true", "false"),
  /** The people who see what messages said before they were edited. */
  EDIT_HISTORY("off", "managers", "members"),
  /** The ways in which messages are passed on to where externals read. */
  FORWARD_TO_EXTERNALS("refused", "confirm", "allowed"),
  /** Whether members mention groups, and everybody in a conversation. */
  GROUP_MENTIONS("false", "true"),
  /** Whether pages to which messages link are read and shown. */
  LINK_PREVIEWS("false", "true"),
  /** Whether they are for what externals write, and where externals are in. */
  LINK_PREVIEWS_EXTERNAL("false", "true"),
  /** Whether externals run the slash commands of bots. */
  SLASH_EXTERNALS("false", "true"),
  /** Whether clients draw the badge of externals beside the names of authors. */
  BADGE_IN_MESSAGES("true", "false"),
  /** Whether clients draw the badge of externals in the list of conversations. */
  BADGE_IN_INBOX("true", "false"),
  /** The days for which records of the audit are kept; without a value as the server does. */
  AUDIT_KEEP_DAYS,
  /** The days for which messages are kept; fewer are stricter, without a value for good. */
  RETENTION_DAYS,
  /** The days for which files are kept; fewer are stricter, without a value as their messages. */
  RETENTION_FILES_DAYS,
  /** The days for which reports to those who moderate are kept. */
  REPORT_KEEP_DAYS,
  /** Whether an export of the workspace holds what its owners cannot read; its people are told. */
  EXPORT_INCLUDES_PRIVATE("false", "true");

  @SuppressWarnings("ImmutableEnumChecker") // a list of constants that cannot be altered
  private final List<String> strictestFirst;

  PolicyKey(String... strictestFirst) {
    this.strictestFirst = List.of(strictestFirst);
  }

  /**
   * The values that it takes, the strictest first. Empty for numbers, of which smaller ones are
   * stricter, for mail domains and for people.
   */
  public List<String> strictestFirst() {
    return strictestFirst;
  }

  /** Returns whether it is a question of conversations at all, not of the workspace alone. */
  public boolean ofConversations() {
    return switch (this) {
      case MEMBER_INVITE,
          GUEST_INVITE,
          BULK_INVITE_MIN_ROLE,
          EXTERNAL_INVITERS,
          QUOTA_SINGLE_MAX,
          QUOTA_SINGLE_SOFT,
          QUOTA_SINGLE_PER_MEMBER,
          QUOTA_MULTI_MAX,
          QUOTA_MULTI_SOFT,
          QUOTA_EXTERNAL_MAX,
          QUOTA_EXTERNAL_SOFT,
          BADGE_IN_MESSAGES,
          BADGE_IN_INBOX,
          AUDIT_KEEP_DAYS,
          REPORT_KEEP_DAYS,
          EXPORT_INCLUDES_PRIVATE ->
          false;
      case EXTERNALS_ENABLED,
          EXTERNAL_INVITE,
          EXTERNAL_APPROVAL,
          EXTERNAL_JOIN,
          REQUIRE_ACCEPTANCE,
          EXTERNAL_MENTIONS,
          EXTERNAL_DM,
          DM_SURVIVES_SCOPE,
          EXTERNAL_START_THREAD,
          EXTERNAL_MAY_SUGGEST,
          EXTERNAL_UPLOAD,
          EXTERNAL_WITHOUT_EMAIL,
          EXTERNAL_PROFILE_VIEW,
          EXTERNALS_SEE_EXTERNALS,
          MAIL_INCLUDE_TEXT,
          PUSH_INCLUDE_TEXT,
          EXTERNAL_DAYS_MAX,
          EXTERNAL_DAYS_DEFAULT,
          ORPHAN_GRACE_DAYS,
          CONFIRM_DAYS,
          EXTERNAL_MAIL_DOMAINS,
          EXTERNAL_MAIL_DOMAINS_REFUSED,
          EXTERNAL_MAIL_DOMAINS_APPROVED,
          MEMBER_HISTORY_ON_ADD,
          EXTERNAL_HISTORY_ON_ADD,
          AUDIENCE_GUARD,
          CONFIRM_FIRST_EXTERNAL,
          WEBHOOKS_HIDE_EXTERNALS,
          EDIT_HISTORY,
          FORWARD_TO_EXTERNALS,
          GROUP_MENTIONS,
          LINK_PREVIEWS,
          LINK_PREVIEWS_EXTERNAL,
          RETENTION_DAYS,
          RETENTION_FILES_DAYS,
          SLASH_EXTERNALS ->
          true;
    };
  }

  /** Returns whether it is a question of this kind of conversation. DMs answer none themselves. */
  public boolean of(ConversationKind kind) {
    return switch (kind) {
      case GROUP -> ofConversations();
      case THREAD -> ofConversations() && this != EXTERNAL_START_THREAD;
      case DM -> false;
    };
  }
}
