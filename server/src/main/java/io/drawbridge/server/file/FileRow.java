package io.drawbridge.server.file;

import io.drawbridge.protocol.file.FileVersion;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.log.FileColumns;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/**
 * A version of a file of a message above the reader's floor, as one snapshot shows it.
 *
 * @param needs the domain's epoch in that snapshot
 * @param epoch of the message, as {@code pos}
 * @param outside whether somebody from outside sees the message
 */
record FileRow(
    ConversationId conversation,
    DomainId domain,
    long needs,
    long pos,
    long epoch,
    AccountId author,
    FileView file,
    Instant at,
    Optional<String> note,
    boolean outside) {
  /** The columns of a version {@code v}, its message {@code m}, and its domain {@code d}. */
  static final String COLUMNS =
      """
      v.conversation, d.id as domain, d.epoch as needs, m.pos, m.epoch, m.author, v.shared_at, v.note,
      %s
      """
          .formatted(FileColumns.VERSION);

  /** Reads a row; {@code outside} is a column of its own. */
  static FileRow of(RowView row) {
    return new FileRow(
        new ConversationId(row.getColumn("conversation", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        row.getColumn("needs", Long.class),
        row.getColumn("pos", Long.class),
        row.getColumn("epoch", Long.class),
        new AccountId(row.getColumn("author", Long.class)),
        FileColumns.version(row),
        row.getColumn("shared_at", Instant.class),
        Optional.ofNullable(row.getColumn("note", String.class)),
        row.getColumn("outside", Boolean.class));
  }

  /** The tag of its message: it shows only where that shows. */
  Tag tag() {
    return new Tag.Content(domain, conversation, needs, epoch, pos, Whose.of(author));
  }

  SharedFile shared(Person by) {
    return new SharedFile(conversation, pos, by, at, outside, file);
  }

  FileVersion version(Person by) {
    return new FileVersion(
        file.version(), file.name(), file.size(), file.type(), file.sha256(), by, at, note);
  }
}
