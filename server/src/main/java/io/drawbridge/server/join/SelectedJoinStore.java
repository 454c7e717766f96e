package io.drawbridge.server.join;

import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.SelectionParameters;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.join.JoinEnds.Counts;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The join links and requests of a domain that would give again what a selection of externals has.
 */
final class SelectedJoinStore {
  private static final String LINKS =
      "domain = :domain and revoked_at is null and expires_at > clock_timestamp() and ";
  private static final String REQUESTS =
      "domain = :domain and state = 'pending' and expires_at > clock_timestamp() and ";

  /** Counts them. */
  Counts count(Handle handle, DomainId domain, ExternalSelection which) {
    return new Counts(
        count(handle, "join_link", LINKS + ofLinks(which), domain, which),
        count(handle, "join_request", REQUESTS + ofRequests(which), domain, which));
  }

  private static int count(
      Handle handle, String table, String condition, DomainId domain, ExternalSelection which) {
    String sql = "select count(*) from %s where %s".formatted(table, condition);
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .mapTo(Integer.class)
        .one();
  }

  /** Some of the links; those that are left come another time. */
  List<JoinLinkId> links(Handle handle, DomainId domain, ExternalSelection which, int max) {
    String sql =
        "select id from join_link where %s order by id limit :max"
            .formatted(LINKS + ofLinks(which));
    return SelectionParameters.bind(handle.createQuery(sql), domain, which)
        .bind("max", max)
        .mapTo(Long.class)
        .map(JoinLinkId::new)
        .list();
  }

  /** Takes a mail domain off the links that are for others too, and tells the audit of each. */
  void withoutDomain(AuditedTransaction tx, DomainId domain, String mailDomain) {
    List<JoinLinkId> narrowed =
        tx.handle()
            .createQuery(
                """
                update join_link set mail_domains = array_remove(mail_domains, cast(:mailDomain as text))
                where domain = :domain and revoked_at is null and :mailDomain = any (mail_domains)
                  and cardinality(mail_domains) > 1
                returning id
                """)
            .bind("domain", domain.value())
            .bind("mailDomain", mailDomain)
            .mapTo(Long.class)
            .map(JoinLinkId::new)
            .list();
    narrowed.forEach(link ->
        tx.wrote(
            AuditFact.changed(
                JoinLinkStore.WHAT, link, Map.of("mail_domain", mailDomain), Map.of())));
  }

  /** Ends some of the requests, and tells the audit of each. */
  List<JoinRequestId> end(
      AuditedTransaction tx, DomainId domain, ExternalSelection which, int max) {
    String sql =
        """
        update join_request set state = 'ended', answered_at = clock_timestamp()
        where id in (select id from join_request where %s order by id limit :max)
        returning id
        """
            .formatted(REQUESTS + ofRequests(which));
    List<JoinRequestId> ended =
        SelectionParameters.bind(tx.handle().createQuery(sql), domain, which)
            .bind("max", max)
            .mapTo(Long.class)
            .map(JoinRequestId::new)
            .list();
    ended.forEach(each ->
        tx.wrote(AuditFact.became(JoinRequestStore.WHAT, each, JoinRequestState.ENDED.wire())));
    return ended;
  }

  private static String ofLinks(ExternalSelection which) {
    return switch (which) {
      case ExternalSelection.Grants _, ExternalSelection.OfPerson _ -> "false";
      case ExternalSelection.OfMailDomain _ -> "mail_domains = array[cast(:mailDomain as text)]";
      case ExternalSelection.OfInviter _ -> "maker = :one";
      case ExternalSelection.OfConversation _ -> "conversation = :one";
    };
  }

  private static String ofRequests(ExternalSelection which) {
    return switch (which) {
      case ExternalSelection.Grants _ ->
          """
          exists (
            select from unnest(:people, :places) as g (person, conversation)
            join account a on a.id = g.person
            where g.conversation = join_request.conversation
              and (g.person = join_request.person or a.email = join_request.email))
          """;
      case ExternalSelection.OfPerson _ ->
          "(person = :one or email = (select email from account where id = :one))";
      case ExternalSelection.OfMailDomain _ ->
          """
          split_part(coalesce(email, (select a.email from account a where a.id = person)), '@', 2)
            = :mailDomain
          """;
      case ExternalSelection.OfInviter _ ->
          "(suggested_by = :one or link in (select id from join_link where maker = :one))";
      case ExternalSelection.OfConversation _ -> "conversation = :one";
    };
  }
}
