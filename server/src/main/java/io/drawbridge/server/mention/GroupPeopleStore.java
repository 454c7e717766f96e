package io.drawbridge.server.mention;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.SqlArray;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads who is in the groups that a text mentions. */
final class GroupPeopleStore {
  /**
   * Those of the conversations that somebody may mention in another: itself, the groups that it is
   * addressed to, and groups that they are in.
   */
  Set<ConversationId> seen(
      Handle handle, ConversationId here, AccountId author, Collection<ConversationId> asked) {
    return handle
        .createQuery(
            """
            select u.id from unnest(:asked) as u (id)
            where u.id = :here
              or exists (
                select from held_via v where v.conversation = :here and v.grp = u.id)
              or exists (
                select from conversation c
                where c.id = u.id and c.kind = 'group' and reaches(:author, c.id))
            """)
        .bind("asked", ids(asked))
        .bind("here", here.value())
        .bind("author", author.value())
        .mapTo(Long.class)
        .map(ConversationId::new)
        .collect(Collectors.toSet());
  }

  /** The people of these, but for the author, who see the conversation: so many at most. */
  Set<AccountId> people(
      Handle handle,
      ConversationId here,
      AccountId author,
      Collection<ConversationId> groups,
      int max) {
    return handle
        .createQuery(
            """
            select distinct h.person
            from people_in(:here) h
            where h.person <> :author
              and exists (
                select from unnest(:groups) as g (id)
                where g.id = :here or reaches(h.person, g.id))
            limit :max
            """)
        .bind("groups", ids(groups))
        .bind("here", here.value())
        .bind("author", author.value())
        .bind("max", max)
        .mapTo(Long.class)
        .map(AccountId::new)
        .collect(Collectors.toSet());
  }

  private static SqlArray ids(Collection<ConversationId> of) {
    return new SqlArray("bigint", of.stream().map(ConversationId::value).toList());
  }
}
