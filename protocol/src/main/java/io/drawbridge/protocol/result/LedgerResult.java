package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.ledger.DevicePurge;
import io.drawbridge.protocol.ledger.LedgerConversation;
import io.drawbridge.protocol.ledger.LedgerMessage;
import io.drawbridge.protocol.ledger.LedgerReader;
import io.drawbridge.protocol.ledger.LedgerSpan;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about who could see what. */
public sealed interface LedgerResult extends Result {

  /**
   * A page of those who could see a message.
   *
   * @param message which
   * @param at the time up to which this is the whole truth
   * @param readers who could see it
   * @param next what to send as {@code after} for the next page; absent on the last
   */
  @JsonTypeName("message_ledger")
  record MessageLedger(
      LedgerMessage message, Instant at, List<LedgerReader> readers, Optional<String> next)
      implements LedgerResult {

    /** Copies the list. */
    public MessageLedger {
      readers = List.copyOf(readers);
    }
  }

  /**
   * A page of what somebody could see.
   *
   * @param person who; external as they are now
   * @param at when
   * @param member they were a member of the workspace then
   * @param suspended they were suspended then, and saw nothing
   * @param conversations what they could see
   * @param next what to send as {@code after} for the next page; absent on the last
   */
  @JsonTypeName("person_ledger")
  record PersonLedger(
      Person person,
      Instant at,
      boolean member,
      boolean suspended,
      List<LedgerConversation> conversations,
      Optional<String> next)
      implements LedgerResult {

    /** Copies the list. */
    public PersonLedger {
      conversations = List.copyOf(conversations);
    }
  }

  /**
   * The reasons why somebody can see a conversation, or cannot.
   *
   * @param person who; external as they are now
   * @param sees what leads them there now, and what it shows
   * @param suspended they are suspended from the workspace
   * @param excluded they are kept off it, even if a group leads there
   * @param spans when they could see something of it, and by what, the newest first, 50 at most
   * @param moreSpans there are older ones
   */
  @JsonTypeName("reasons")
  record Reasons(
      Person person,
      LedgerConversation sees,
      boolean suspended,
      boolean excluded,
      List<LedgerSpan> spans,
      boolean moreSpans)
      implements LedgerResult {

    /** Copies the list. */
    public Reasons {
      spans = List.copyOf(spans);
    }
  }

  /**
   * The devices of somebody who lost a conversation.
   *
   * @param person who; external as they are now
   * @param conversation what
   * @param lostAt when they lost it; absent: they did not, or have it again
   * @param devices those that were signed in then, at most 200, confirmed ones first
   */
  @JsonTypeName("device_purges")
  record DevicePurges(
      Person person,
      ConversationId conversation,
      Optional<Instant> lostAt,
      List<DevicePurge> devices)
      implements LedgerResult {

    /** Copies the list. */
    public DevicePurges {
      devices = List.copyOf(devices);
    }
  }
}
