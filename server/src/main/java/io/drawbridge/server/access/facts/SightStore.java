package io.drawbridge.server.access.facts;

import io.drawbridge.server.access.link.DomainId;
import org.jdbi.v3.core.Handle;

/** Reads what changes of links did to whom people see (N-15). */
public final class SightStore {
  /**
   * Returns whether a group in which externals do not see each other came, at this epoch, to a
   * thread where people were before: they do not see each other there any more.
   */
  public boolean parts(Handle handle, DomainId domain, long epoch) {
    return handle
        .createQuery(
            """
            select exists (
              select from link v
              join conversation g on g.id = v.grp
              where v.domain = :domain and v.from_epoch = :epoch and v.kind = 'via'
                and keeps_apart(g.policies)
                and exists (
                  select from link o
                  where o.conversation = v.conversation and o.from_epoch < :epoch))
            """)
        .bind("domain", domain.value())
        .bind("epoch", epoch)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Returns whether seats ended or groups came to threads in the epochs after the one, up to the
   * other: then externals may see less of each other, or of who is no member any more.
   */
  public boolean shrinks(Handle handle, DomainId domain, long after, long upTo) {
    return handle
        .createQuery(
            """
            select exists (
                select from link l
                where l.domain = :domain and l.to_epoch > :after and l.to_epoch <= :upto
                  and l.kind = 'seat')
              or exists (
                select from link l
                where l.domain = :domain and l.from_epoch > :after and l.from_epoch <= :upto
                  and l.kind = 'via')
            """)
        .bind("domain", domain.value())
        .bind("after", after)
        .bind("upto", upTo)
        .mapTo(Boolean.class)
        .one();
  }
}
