package io.drawbridge.server.access.view;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Via;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Tells the views what stands in the database; all reads of one load are of one snapshot. */
public interface ViewReads {
  /** The domains in which the account has any link that holds. */
  List<DomainId> domainsOf(Handle handle, AccountId account);

  /** The epochs of these domains. */
  Map<DomainId, Long> epochs(Handle handle, Collection<DomainId> domains);

  /** Everybody with a link that holds in the domain. */
  Set<AccountId> peopleIn(Handle handle, DomainId domain);

  /** How the domain stands; an epoch of -1 if there is none. */
  Now now(Handle handle, DomainId domain);

  /**
   * The changes since an epoch, by one statement and so of one snapshot; empty if there is no such
   * domain.
   */
  Optional<Changes> changes(Handle handle, DomainId domain, long after);

  /** Links that began or ended after the epoch, ordered by id. */
  List<Link> changedSince(Handle handle, DomainId domain, long epoch);

  /** All seats that hold. */
  List<Link> seats(Handle handle, DomainId domain);

  /**
   * The links that bear on the sight of these people: links that hold, exclusions and suspensions
   * whether or not they hold, and closed direct links that a chain of overlapping ones joins to one
   * that holds.
   */
  List<Link> linksOf(Handle handle, DomainId domain, Collection<AccountId> people);

  /** The links of these groups to threads, closed ones too. */
  List<Via> viasOf(Handle handle, DomainId domain, Collection<ConversationId> groups);

  /** The closed links of these groups to these threads. */
  List<Via> closedVias(
      Handle handle,
      DomainId domain,
      Collection<ConversationId> groups,
      Collection<ConversationId> threads);

  /** The domain's epoch, and where externals do not see each other. */
  record Now(long epoch, Apart apart) {
    static final Now NONE = new Now(-1, Apart.NOWHERE);
  }

  /**
   * The domain's epoch, the links that began or ended after an earlier one, ordered by id, and
   * where externals do not see each other.
   */
  record Changes(long epoch, List<Link> links, Apart apart) {}
}
