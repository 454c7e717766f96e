package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.writing.ScheduledState;
import io.drawbridge.protocol.writing.ScheduledView;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AudienceToken;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/**
 * A scheduled message as one snapshot shows it.
 *
 * @param needs the domain's epoch in that snapshot
 * @param audience when its author looked who reads it
 * @param reason why it is held; empty while it waits
 */
record ScheduledRow(
    ScheduledId id,
    AccountId author,
    ConversationId conversation,
    DomainId domain,
    long needs,
    String text,
    Optional<Long> quote,
    List<FileId> files,
    AudienceToken audience,
    boolean newcomers,
    Instant at,
    long version,
    Optional<ErrorCode> reason) {
  private static final int WEIGHT = 256;

  /** What of {@code scheduled s}, {@code conversation c} and {@code domain d} it is made of. */
  static final String COLUMNS =
      """
      s.id, s.account, s.conversation, c.domain, d.epoch as needs, s.text, s.quote, s.files,
      s.audience, s.newcomers, s.at, s.version, s.reason
      """;

  static ScheduledRow of(RowView row) {
    return new ScheduledRow(
        new ScheduledId(row.getColumn("id", Long.class)),
        new AccountId(row.getColumn("account", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        row.getColumn("needs", Long.class),
        row.getColumn("text", String.class),
        Optional.ofNullable(row.getColumn("quote", Long.class)),
        Arrays.stream(row.getColumn("files", Long[].class)).map(FileId::new).toList(),
        new AudienceToken(row.getColumn("audience", Long.class)),
        row.getColumn("newcomers", Boolean.class),
        row.getColumn("at", Instant.class),
        row.getColumn("version", Long.class),
        Optional.ofNullable(row.getColumn("reason", String.class))
            .flatMap(reason -> WireName.find(ErrorCode.class, reason)));
  }

  /** It is told to who has a path to the conversation, and to nobody but its author. */
  Tag tag() {
    return new Tag.Conversation(domain, conversation, needs);
  }

  ScheduledView view() {
    return new ScheduledView(
        id,
        conversation,
        text,
        quote,
        files,
        at,
        newcomers,
        reason.isEmpty() ? ScheduledState.WAITING : ScheduledState.HELD,
        reason);
  }

  int weight() {
    return WEIGHT + text.length();
  }
}
