package io.drawbridge.server.delivery.trace;

import java.util.List;
import java.util.Locale;

/**
 * The tables where something of a conversation is stored, each with its columns that hold more than
 * numbers, times and flags. A new table has to be named here, or {@code ContentTraceDbTest} has to
 * be told why it holds nothing of what people write. Rows go in this order: what hangs on a row
 * goes before it.
 */
public enum Trace {
  REACTION(Goes.WITH_MESSAGE, "emoji"),
  FILE(Goes.WITH_MESSAGE, "name", "note", "type", "sha256", "pieces", "drawn_type"),
  EVENT(Goes.EMPTIED, "emoji", "kind"),
  MENTION(Goes.WITH_MESSAGE),
  MESSAGE_VERSION(Goes.WITH_MESSAGE, "text"),
  POLL_VOTE(Goes.WITH_MESSAGE, "choices"),
  POLL_BALLOT(Goes.WITH_MESSAGE, "code", "choices"),
  POLL(Goes.WITH_MESSAGE, "options", "counts"),
  /** Where the text of a message that was passed on came from; the text itself is the message's. */
  FORWARDED(Goes.WITH_MESSAGE),
  PREVIEW(Goes.WITH_MESSAGE, "url", "title", "description", "site"),
  PREVIEW_WANTED(Goes.WITH_MESSAGE, "urls"),
  /** A place that somebody saved stays, and shows that the message is deleted. */
  SAVED(Goes.WITH_AGE),
  /** The last of what goes by its age: as long as one is there, more may be. */
  MESSAGE(Goes.EMPTIED, "text", "terms"),
  /** A notice says nothing of what was written, and is forgotten by its own age. */
  NOTICE(Goes.WITH_CONVERSATION, "reason"),
  MARKER(Goes.WITH_CONVERSATION),
  NOTICE_SETTING(Goes.WITH_CONVERSATION, "level", "mail"),
  NOTICE_MAIL(Goes.WITH_CONVERSATION, "kind"),
  NOTICE_CURSOR(Goes.WITH_CONVERSATION),
  FILE_FOLLOW(Goes.WITH_CONVERSATION),
  DRAFT(Goes.WITH_CONVERSATION, "text"),
  SCHEDULED(Goes.WITH_CONVERSATION, "text", "files", "reason"),
  PUSH_PLAN(Goes.WITH_CONVERSATION),
  SLASH_COMMAND(Goes.WITH_CONVERSATION, "name", "description", "usage"),
  SLASH_ASK(Goes.WITH_CONVERSATION, "client_id", "body_hash", "name", "body"),
  REPORT(Goes.WITH_CONVERSATION, "reason", "note", "text", "outcome"),
  WEBHOOK(Goes.WITH_CONVERSATION, "direction", "name", "url", "host", "events"),
  INVITATION(
      Goes.WITH_CONVERSATION, "email", "code", "name", "note", "relation", "role", "state", "news"),
  JOIN_REQUEST(Goes.WITH_CONVERSATION, "email", "name", "note", "state", "news"),
  JOIN_LINK(Goes.WITH_CONVERSATION, "hash", "mail_domains", "history", "relation", "note"),
  DM_ALIAS(Goes.WITH_CONVERSATION, "dm_key");

  /** The times at which its rows go; each includes those that follow. */
  enum Goes {
    /** A deleted message leaves its row, without what it says; the row goes as the next. */
    EMPTIED,
    /** When the message is deleted. */
    WITH_MESSAGE,
    /** When the message is older than what is kept. */
    WITH_AGE,
    WITH_CONVERSATION
  }

  private final Goes goes;

  @SuppressWarnings("ImmutableEnumChecker") // a list of constants that cannot be altered
  private final List<String> words;

  Trace(Goes goes, String... words) {
    this.goes = goes;
    this.words = List.of(words);
  }

  Goes goes() {
    return goes;
  }

  /** The name of the table. */
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns that hold more than numbers, times and flags. */
  public List<String> words() {
    return words;
  }
}
