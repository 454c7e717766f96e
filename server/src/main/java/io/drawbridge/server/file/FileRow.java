package io.drawbridge.server.file;

import io.drawbridge.protocol.file.FileVersion;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

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
      v.conversation, d.id as domain, d.epoch as needs, m.pos, m.epoch, m.author, v.series, v.name,
      v.size, v.type, encode(v.sha256, 'hex') as hash, v.version, v.shared_at, v.note
      """;

  /** Reads a row; {@code outside} is a column of its own. */
  static FileRow of(ResultSet row) throws SQLException {
    return new FileRow(
        new ConversationId(row.getLong("conversation")),
        new DomainId(row.getLong("domain")),
        row.getLong("needs"),
        row.getLong("pos"),
        row.getLong("epoch"),
        new AccountId(row.getLong("author")),
        new FileView(
            new FileId(row.getLong("series")),
            row.getString("name"),
            row.getLong("size"),
            row.getString("type"),
            row.getString("hash"),
            row.getInt("version")),
        row.getObject("shared_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString("note")),
        row.getBoolean("outside"));
  }

  /** The tag of its message: it shows only where that shows. */
  Tag tag() {
    return new Tag.Content(domain, conversation, needs, epoch, pos);
  }

  SharedFile shared(Person by) {
    return new SharedFile(conversation, pos, by, at, outside, file);
  }

  FileVersion version(Person by) {
    return new FileVersion(
        file.version(), file.name(), file.size(), file.type(), file.sha256(), by, at, note);
  }
}
