package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.link.AccountTurnStore;
import org.jdbi.v3.core.Handle;

/** Keeps who follows which file: rows of {@code file_follow}. */
final class FileFollowStore {
  /** Whether the reader sees the message, and it carries the file. */
  boolean sees(Handle handle, ReadPermit permit, long pos, FileId file) {
    return handle
        .createQuery(
            """
            select exists (
              select from floor_of(:reader, :conversation) f
              join message m on m.conversation = :conversation and m.pos = :pos
              join file x on x.conversation = m.conversation and x.pos = m.pos
                and x.series = :file and x.current
              where m.pos > f.pos and m.epoch >= f.epoch and m.text is not null
                and (not f.apart or sees_person(:reader, m.author, :domain)))
            """)
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("domain", permit.conversation().domain().value())
        .bind("pos", pos)
        .bind("file", file.value())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Follows it; false if the person follows as many as they may. Once they do, files that are gone,
   * and those in conversations that the person does not reach, make room.
   */
  boolean follow(Handle handle, ReadPermit permit, FileId file) {
    AccountId account = permit.caller().account();
    // The person's requests take turns, so that the count holds.
    boolean _ = AccountTurnStore.take(handle, account);
    return handle
        .createQuery(
            """
            with gone as (
              delete from file_follow l
              where l.account = :account
                and (select count(*) from file_follow x where x.account = :account) >= :max
                and (not reaches(:account, l.conversation)
                  or not exists (select from file x where x.id = l.file))
              returning l.file),
            held as (
              select count(*) - (select count(*) from gone) as number
              from file_follow l where l.account = :account),
            kept as (
              insert into file_follow (account, conversation, file)
              select :account, :conversation, :file from held h where h.number < :max
              on conflict do nothing
              returning file)
            select exists (select from kept) or exists (
              select from file_follow l where l.account = :account and l.file = :file)
            """)
        .bind("account", account.value())
        .bind("conversation", permit.conversation().id().value())
        .bind("file", file.value())
        .bind("max", Limits.FILES_FOLLOWED_MAX)
        .mapTo(Boolean.class)
        .one();
  }

  void unfollow(Handle handle, ReadPermit permit, FileId file) {
    handle
        .createUpdate("delete from file_follow where account = :account and file = :file")
        .bind("account", permit.caller().account().value())
        .bind("file", file.value())
        .execute();
  }
}
