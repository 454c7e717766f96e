package io.drawbridge.server.people.portrait;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.PeopleResult.Picture;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.file.picture.Thumbnail;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code portrait}. */
final class PortraitStore {
  private static final int NAME_BYTES = 16;

  /** Keeps it in the place of an earlier one. */
  void set(Handle handle, AccountId person, Thumbnail picture) {
    String name = HexFormat.of().formatHex(Sha256.of(picture.bytes()), 0, NAME_BYTES);
    handle
        .createUpdate(
            """
            insert into portrait (account, name, media_type, bytes)
            values (:person, :name, :type, :bytes)
            on conflict (account) do update set name = excluded.name,
              media_type = excluded.media_type, bytes = excluded.bytes, set_at = excluded.set_at
            """)
        .bind("person", person.value())
        .bind("name", name)
        .bind("type", picture.type())
        .bind("bytes", picture.bytes())
        .execute();
  }

  /** Forgets it, if there is one. */
  void remove(Handle handle, AccountId person) {
    handle.execute("delete from portrait where account = ?", person.value());
  }

  Optional<Picture> find(Handle handle, AccountId person) {
    return handle
        .createQuery(
            """
            select p.name, p.media_type, p.bytes
            from portrait p join account a on a.id = p.account
            where p.account = :person and a.ended_at is null
            """)
        .bind("person", person.value())
        .map(row ->
            new Picture(
                row.getColumn("media_type", String.class),
                Base64.getEncoder().encodeToString(row.getColumn("bytes", byte[].class)),
                row.getColumn("name", String.class)))
        .findOne();
  }
}
