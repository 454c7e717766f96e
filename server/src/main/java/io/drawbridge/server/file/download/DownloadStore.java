package io.drawbridge.server.file.download;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.delivery.log.FileColumns;
import io.drawbridge.server.file.picture.Pieces;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Finds the bytes of a file, by the floor of its message. */
final class DownloadStore {
  /** The conversation of a file that a message carries. No right follows from it. */
  Optional<ConversationId> conversation(Handle handle, FileId file) {
    return handle
        .createQuery("select f.conversation from file f where f.id = :file and f.series = f.id")
        .bind("file", file.value())
        .mapTo(Long.class)
        .findOne()
        .map(ConversationId::new);
  }

  /**
   * A version of a file, the present one if none is named, or its thumbnail; empty if its message
   * does not show, or there is none.
   */
  Optional<Download> find(
      Handle handle,
      ReadPermit permit,
      FileId file,
      Optional<Integer> version,
      Optional<ThumbnailSize> thumbnail) {
    return handle
        .createQuery(
            """
            with floor as materialized (
              select f.epoch, f.pos, f.apart from floor_of(:reader, :conversation) f)
            select v.id, m.epoch, m.pos, m.author, d.epoch as needs, v.pieces, v.drawn_type,
                   v.drawn_small, v.drawn_large, %s
            from file v
            join message m on m.conversation = v.conversation and m.pos = v.pos
            join domain d on d.id = :domain
            where v.series = :file and v.conversation = :conversation
              and (v.version = :version or (v.current and :version = 0))
              and m.pos > (select f.pos from floor f) and m.epoch >= (select f.epoch from floor f)
              and (not (select f.apart from floor f) or sees_person(:reader, m.author, :domain))
            """
                .formatted(FileColumns.VERSION))
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("domain", permit.domain().value())
        .bind("file", file.value())
        .bind("version", version.orElse(0))
        .map(row ->
            new Download(
                shown(row, thumbnail),
                new FileId(row.getColumn("id", Long.class)),
                thumbnail,
                Optional.ofNullable(row.getColumn("pieces", byte[].class))
                    .map(Pieces::decode)
                    .orElse(Pieces.WHOLE),
                new Tag.Content(
                    permit.domain(),
                    permit.conversation().id(),
                    row.getColumn("needs", Long.class),
                    row.getColumn("epoch", Long.class),
                    row.getColumn("pos", Long.class),
                    Whose.of(new AccountId(row.getColumn("author", Long.class))))))
        .findOne()
        .filter(it -> it.thumbnail().isEmpty() || it.file().size() > 0);
  }

  /** The file, or its thumbnail as a file, which has no bytes if there is none. */
  private static FileView shown(RowView row, Optional<ThumbnailSize> thumbnail) {
    FileView file = FileColumns.version(row);
    if (thumbnail.isEmpty()) {
      return file;
    }
    String column =
        switch (thumbnail.get()) {
          case SMALL -> "drawn_small";
          case LARGE -> "drawn_large";
        };
    return new FileView(
        file.file(),
        file.name(),
        Optional.ofNullable(row.getColumn(column, Integer.class)).orElse(0),
        Optional.ofNullable(row.getColumn("drawn_type", String.class)).orElse(file.type()),
        file.sha256() + "-" + column,
        file.version());
  }
}
