package io.drawbridge.protocol;

import java.time.Duration;

/**
 * The bounds of everything that a client may send, with their units.
 *
 * <p>Chars are Unicode code points, as PostgreSQL's {@code char_length} counts them; bytes are
 * UTF-8.
 */
public final class Limits {

  /** One frame from a client, in UTF-8 bytes. */
  public static final int FRAME_BYTES_MAX = 65_536;

  /**
   * The same for a sender who has not shown a good token yet: {@code session.start}, and open
   * commands.
   */
  public static final int UNPROVED_BYTES_MAX = 8_192;

  /** Levels to which the JSON of a frame may be nested. */
  public static final int FRAME_NESTING_MAX = 16;

  /** Digits of one JSON number. */
  public static final int FRAME_NUMBER_CHARS_MAX = 32;

  /** The largest number on the wire: the largest that every JSON reader keeps exact, 2^53-1. */
  public static final long NUMBER_MAX = (1L << 53) - 1;

  /** The text of a message, in UTF-8 bytes. */
  public static final int TEXT_BYTES_MAX = 16_384;

  /** What is passed on with what is said of it, in UTF-8 bytes. */
  public static final int FORWARD_BYTES_MAX = 32_768;

  /** All files of a message that is passed on with them, in bytes. */
  public static final long FORWARD_FILES_BYTES_MAX = 64L << 20;

  /** A URL that is called. */
  public static final int URL_CHARS_MAX = 2_000;

  /** Webhooks of one conversation. */
  public static final int WEBHOOKS_PER_CONVERSATION_MAX = 20;

  /** The name of a file. */
  public static final int FILE_NAME_CHARS_MAX = 200;

  /** Files of one message. */
  public static final int FILES_PER_MESSAGE_MAX = 10;

  /** Versions of one file. */
  public static final int FILE_VERSIONS_MAX = 100;

  /** Uploads of one account that no message carries yet. */
  public static final int UPLOADS_PER_ACCOUNT_MAX = 50;

  /** The time for which an upload waits for its next bytes, or for the message that carries it. */
  public static final Duration UPLOAD_LIFETIME = Duration.ofHours(24);

  /** The name of a person, bot, workspace or group. */
  public static final int NAME_CHARS_MAX = 100;

  /** The subject of a thread. */
  public static final int SUBJECT_CHARS_MAX = 200;

  /** The note in an invitation, and the reason of a removal or a suspension. */
  public static final int NOTE_CHARS_MAX = 500;

  /** The line that a person shows beside the name. */
  public static final int STATUS_CHARS_MAX = 100;

  /** A line of a person's card: the title, or the organisation. */
  public static final int CARD_LINE_CHARS_MAX = 100;

  /** The most bytes of a person's picture as it is given; its base64 fits into a frame. */
  public static final int PICTURE_BYTES_MAX = 40_960;

  /** The edge in pixels of a person's picture as it is kept: it is square. */
  public static final int PICTURE_EDGE = 256;

  /** The name of a time zone: that of the longest one. */
  public static final int TIME_ZONE_CHARS_MAX = 32;

  /** The name of a device. */
  public static final int DEVICE_CHARS_MAX = 100;

  /** The name that a client gives a command, so that sending it twice does it once. */
  public static final int CLIENT_ID_CHARS_MAX = 64;

  /** An email address. */
  public static final int EMAIL_CHARS_MAX = 254;

  /** The shortest password. */
  public static final int PASSWORD_CHARS_MIN = 10;

  /** The longest password. */
  public static final int PASSWORD_CHARS_MAX = 256;

  /** An access, refresh, API or link token. */
  public static final int TOKEN_CHARS_MAX = 4_096;

  /** A {@code since} or {@code after} text that the server gave. */
  public static final int CURSOR_CHARS_MAX = 512;

  /** One emoji, with its modifiers. */
  public static final int EMOJI_CHARS_MAX = 32;

  /** People named by one command. */
  public static final int PEOPLE_PER_REQUEST_MAX = 500;

  /** Rows of one list of people who are invited by their addresses. */
  public static final int ADD_MANY_MAX = 500;

  /** Grants of externals that one command names. */
  public static final int GRANTS_PER_REQUEST_MAX = 200;

  /** How long who removed somebody may take that back. */
  public static final Duration REMOVAL_UNDO = Duration.ofMinutes(10);

  /** Conversations in which one demotion lets somebody stay. */
  public static final int KEPT_GRANTS_MAX = 50;

  /** Groups that one thread is addressed to. */
  public static final int GROUPS_PER_THREAD_MAX = 50;

  /** People in a DM beside the one who opens it. */
  public static final int DM_PEOPLE_MAX = 9;

  /** Cursors of one resume. */
  public static final int CURSORS_MAX = 200;

  /** Messages of one page of history. */
  public static final int HISTORY_PAGE_MAX = 100;

  /** Messages of one page of history if the client does not say. */
  public static final int HISTORY_PAGE_DEFAULT = 50;

  /** Chars of what a search looks for. */
  public static final int QUERY_CHARS_MAX = 200;

  /** Highlights of one message that a search found. */
  public static final int HIGHLIGHTS_MAX = 50;

  /** Conversations that a search finds by their name. */
  public static final int FOUND_CONVERSATIONS_MAX = 20;

  /** Entries of one page of any other list. */
  public static final int LIST_PAGE_MAX = 200;

  /** Messages that one person may keep saved. */
  public static final int SAVED_MESSAGES_MAX = 1_000;

  /** People whom one person may block. */
  public static final int BLOCKS_MAX = 200;

  /** Reports that one person may file within a day. */
  public static final int REPORTS_PER_DAY_MAX = 20;

  /** How far ahead somebody may ask to be reminded of a conversation. */
  public static final Duration REMINDER_AHEAD_MAX = Duration.ofDays(1_826);

  /** Workspaces that an account is told it visits. */
  public static final int VISITED_WORKSPACES_MAX = 500;

  /** Entries of one page of any other list if the client does not say. */
  public static final int LIST_PAGE_DEFAULT = 50;

  /** Times that a ledger tells of one person and one thing, the newest. */
  public static final int LEDGER_SPANS_MAX = 50;

  /** Unread messages that are counted; one more means "more than that". */
  public static final int UNREAD_COUNT_MAX = 99;

  /** People whose presence one connection follows. */
  public static final int PRESENCE_SUBSCRIPTIONS_MAX = 200;

  /** People that one message mentions. */
  public static final int MENTIONS_PER_MESSAGE_MAX = 50;

  /** Groups that one message mentions. */
  public static final int GROUP_MENTIONS_PER_MESSAGE_MAX = 5;

  /** People whom the groups that one message mentions may be, those counted who read it. */
  public static final int GROUP_MENTION_PEOPLE_MAX = 500;

  /** Different reactions of one message. */
  public static final int REACTIONS_PER_MESSAGE_MAX = 50;

  /** The fewest options of a poll. */
  public static final int POLL_OPTIONS_MIN = 2;

  /** Options of a poll. */
  public static final int POLL_OPTIONS_MAX = 20;

  /** An option of a poll. */
  public static final int POLL_OPTION_CHARS_MAX = 200;

  /** Days that a poll that ends by itself may last. */
  public static final int POLL_DAYS_MAX = 366;

  /** Links of one message of which a preview is made. */
  public static final int PREVIEWS_PER_MESSAGE_MAX = 3;

  /** Days of history that an invitation may open. */
  public static final int LAST_DAYS_MAX = 3_650;

  /** Connections of one account, on one node. */
  public static final int CONNECTIONS_PER_ACCOUNT_MAX = 20;

  /** Sessions of one account. */
  public static final int SESSIONS_PER_ACCOUNT_MAX = 50;

  /** Commands a second of one session, lasting. */
  public static final int COMMANDS_PER_SECOND = 50;

  /** Commands of one session at once. */
  public static final int COMMANDS_BURST = 200;

  /** Commands of one connection that wait for their answer. */
  public static final int IN_FLIGHT_PER_CONNECTION_MAX = 64;

  /** Bytes that wait for one connection; more closes it. */
  public static final int OUTBOX_BYTES_MAX = 1 << 20;

  /** Frames that wait for one connection; more closes it. */
  public static final int OUTBOX_FRAMES_MAX = 4_096;

  /** Invitation mails of one person in 24 hours. */
  public static final int INVITATIONS_PER_INVITER_PER_DAY_MAX = 50;

  /** Invitation mails of one bot in 24 hours. */
  public static final int INVITATIONS_PER_BOT_PER_DAY_MAX = 0;

  /** Invitation mails into one conversation in 24 hours. */
  public static final int INVITATIONS_PER_CONVERSATION_PER_DAY_MAX = 100;

  /** Invitation mails from one workspace in 24 hours. */
  public static final int INVITATIONS_PER_WORKSPACE_PER_DAY_MAX = 500;

  /** The same for a workspace in its first days. */
  public static final int INVITATIONS_PER_NEW_WORKSPACE_PER_DAY_MAX = 50;

  /** The time for which a workspace counts as new. */
  public static final Duration NEW_WORKSPACE_AGE = Duration.ofDays(7);

  /** Invitation mails from one workspace to one address in 24 hours. */
  public static final int INVITATIONS_PER_ADDRESS_PER_DAY_MAX = 10;

  /** The time for which the link in an invitation works. */
  public static final Duration INVITATION_LINK_LIFETIME = Duration.ofDays(7);

  /** Invitations of one person, in one workspace, that wait for approval. */
  public static final int INVITATIONS_AWAITING_PER_INVITER_MAX = 500;

  /**
   * The time before the end of an external's access at which they, and who answers for them, are
   * told by mail, and before the day by which somebody has to confirm them; for a short access half
   * of it.
   */
  public static final Duration TERM_REMINDER = Duration.ofDays(5);

  /** The longest time for which a join link works. */
  public static final Duration JOIN_LINK_LIFETIME_MAX = Duration.ofDays(90);

  /** The time for which a join link works if nobody says. */
  public static final Duration JOIN_LINK_LIFETIME_DEFAULT = Duration.ofDays(7);

  /** People whom one join link lets in. */
  public static final int JOIN_LINK_USES_MAX = 1_000;

  /** Join links into one conversation that were not revoked and have not expired. */
  public static final int JOIN_LINKS_PER_CONVERSATION_MAX = 20;

  /** The longest time for which a claim code works. */
  public static final Duration CLAIM_CODE_LIFETIME_MAX = Duration.ofDays(7);

  /** The time for which a claim code works if nobody says. */
  public static final Duration CLAIM_CODE_LIFETIME_DEFAULT = Duration.ofHours(24);

  /** Claim codes into one conversation that nobody has used and that have not expired. */
  public static final int CLAIM_CODES_PER_CONVERSATION_MAX = 20;

  /** Characters of a claim code as it is typed, with what stands between them. */
  public static final int CLAIM_CODE_CHARS_MAX = 64;

  /** Mail domains of one join link. */
  public static final int JOIN_LINK_MAIL_DOMAINS_MAX = 100;

  /** Requests to join that one link ever takes. */
  public static final int JOIN_REQUESTS_PER_LINK_MAX = 2_000;

  /** Requests to join by one link that nobody has answered. */
  public static final int JOIN_REQUESTS_OPEN_PER_LINK_MAX = 100;

  /** Requests to join of one account that nobody has answered. */
  public static final int JOIN_REQUESTS_OPEN_PER_ACCOUNT_MAX = 20;

  /** People suggested for one conversation whom nobody has let in or not. */
  public static final int SUGGESTIONS_OPEN_PER_CONVERSATION_MAX = 100;

  /** The time for which a request to join can be answered. */
  public static final Duration JOIN_REQUEST_LIFETIME = Duration.ofDays(7);

  /** The time for which a sign-in link works. */
  public static final Duration SIGN_IN_LINK_LIFETIME = Duration.ofMinutes(15);

  /** Days that the token of a bot may live, if it has an end. */
  public static final int BOT_TOKEN_DAYS_MAX = 3_650;

  /**
   * The time after a sign-in by a mailed link in which a password is set without the present one.
   */
  public static final Duration MAILBOX_PROOF_LIFETIME = Duration.ofMinutes(15);

  /** Words of which one person wants to hear wherever they stand. */
  public static final int KEYWORDS_MAX = 50;

  /** Characters of such a keyword. */
  public static final int KEYWORD_CHARS_MAX = 64;

  /** Spans of quiet hours in a person's week. */
  public static final int QUIET_SPANS_MAX = 14;

  /** Notices of one person that are kept; older ones go. */
  public static final int NOTICES_PER_PERSON_MAX = 1_000;

  /** The time for which a notice is kept. */
  public static final Duration NOTICES_KEPT = Duration.ofDays(30);

  /** People who are told of one message; those it names come first. */
  public static final int NOTICES_PER_MESSAGE_MAX = 1_000;

  /** Files that one person follows. */
  public static final int FILES_FOLLOWED_MAX = 1_000;

  /** Texts of one message that are kept from before its edits: the first, and the newest. */
  public static final int MESSAGE_VERSIONS_MAX = 20;

  /** Drafts of one person. */
  public static final int DRAFTS_MAX = 200;

  /** The time for which a draft is kept. */
  public static final Duration DRAFTS_KEPT = Duration.ofDays(90);

  /** Scheduled messages of one person, those that are held included. */
  public static final int SCHEDULED_MAX = 100;

  /** How far ahead a message is scheduled at least. */
  public static final Duration SCHEDULE_AHEAD_MIN = Duration.ofSeconds(10);

  /** How far ahead a message is scheduled at most. */
  public static final Duration SCHEDULE_AHEAD_MAX = Duration.ofDays(120);

  /** Devices of one person that are pushed to. */
  public static final int PUSH_DEVICES_MAX = 20;

  /** Characters of each of the keys of a browser's subscription. */
  public static final int PUSH_KEY_CHARS_MAX = 100;

  /** Characters of the token by which a gateway knows a device. */
  public static final int PUSH_TOKEN_CHARS_MAX = 1_000;

  /** The name of a slash command. */
  public static final int SLASH_NAME_CHARS_MAX = 32;

  /** What is told of a slash command: its description, and its usage. */
  public static final int SLASH_LINE_CHARS_MAX = 200;

  /** What follows the name of a slash command that is run. */
  public static final int SLASH_TEXT_CHARS_MAX = 2_000;

  /** Slash commands of one bot. */
  public static final int SLASH_COMMANDS_PER_BOT_MAX = 50;

  /** Slash commands that a person runs while earlier ones can still be answered. */
  public static final int SLASH_ASKS_OPEN_PER_PERSON_MAX = 60;

  /** The time in which a bot gives its first answer. */
  public static final Duration SLASH_FIRST_ANSWER = Duration.ofSeconds(3);

  /** The time in which further answers may follow. */
  public static final Duration SLASH_ANSWERS = Duration.ofMinutes(15);

  /** Answers that may follow the first. */
  public static final int SLASH_FOLLOW_UPS_MAX = 5;

  private Limits() {}
}
