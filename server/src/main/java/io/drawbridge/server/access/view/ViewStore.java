package io.drawbridge.server.access.view;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Seat;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.link.Opening;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads links for the views. All methods of one load run in one snapshot. */
public final class ViewStore implements ViewReads {
  public static final String COLUMNS =
      """
      l.id, l.kind, l.person, l.grp, l.conversation, l.role, l.from_epoch, l.from_mark,
      coalesce(l.since_epoch, l.from_epoch) as since_epoch, l.to_epoch, l.to_mark, l.opens_epoch,
        l.opens_pos, (extract(epoch from l.until) * 1000000)::bigint as until,
      l.end_reason = 'expired' as expired
      """;

  @Override
  public List<DomainId> domainsOf(Handle handle, AccountId account) {
    return handle
        .createQuery("select distinct domain from link where person = :person and to_epoch is null")
        .bind("person", account.value())
        .map((rows, context) -> new DomainId(rows.getLong("domain")))
        .list();
  }

  @Override
  public Map<DomainId, Long> epochs(Handle handle, Collection<DomainId> domains) {
    Map<DomainId, Long> epochs = new HashMap<>();
    handle
        .createQuery("select id, epoch from domain where id = any(:domains)")
        .bindArray("domains", Long.class, domains.stream().map(DomainId::value).toArray())
        .map((rows, context) -> epochs.put(new DomainId(rows.getLong("id")), rows.getLong("epoch")))
        .list();
    return epochs;
  }

  @Override
  public Set<AccountId> peopleIn(Handle handle, DomainId domain) {
    return handle
        .createQuery(
            """
            select distinct person from link
            where domain = :domain and to_epoch is null and person is not null
            """)
        .bind("domain", domain.value())
        .map((rows, context) -> new AccountId(rows.getLong("person")))
        .collect(Collectors.toSet());
  }

  /** Where externals do not see each other in the domain {@code d}: the columns of {@link #now}. */
  private static final String APART =
      """
      d.epoch as now_epoch, keeps_apart(d.policies) as apart_everywhere, a.conversations as apart
      from domain d
      cross join lateral (select array_agg(x.conversation) as conversations from apart_in(d.id) x) a
      """;

  private static Now standing(ResultSet row) throws SQLException {
    @Nullable Array array = row.getArray("apart");
    Set<ConversationId> conversations =
        array == null
            ? Set.of()
            : Arrays.stream((Long[]) array.getArray())
                .map(ConversationId::new)
                .collect(Collectors.toUnmodifiableSet());
    return new Now(
        row.getLong("now_epoch"), new Apart(row.getBoolean("apart_everywhere"), conversations));
  }

  @Override
  public Now now(Handle handle, DomainId domain) {
    return handle
        .createQuery("select " + APART + "where d.id = :domain")
        .bind("domain", domain.value())
        .map((rows, context) -> standing(rows))
        .findOne()
        .orElse(Now.NONE);
  }

  @Override
  public Optional<Changes> changes(Handle handle, DomainId domain, long after) {
    List<Link> links = new ArrayList<>();
    List<Now> now = new ArrayList<>(1);
    handle
        .createQuery(
            "select "
                + COLUMNS
                + ", "
                + APART
                + """
                left join link l
                  on l.domain = d.id and (l.from_epoch > :epoch or l.to_epoch > :epoch)
                where d.id = :domain
                order by l.id
                """)
        .bind("domain", domain.value())
        .bind("epoch", after)
        .map((rows, context) -> {
          // It stands in every row, the same.
          if (now.isEmpty()) {
            now.add(standing(rows));
          }
          return rows.getObject("id") != null && links.add(link(rows));
        })
        .list();
    return now.stream()
        .findFirst()
        .map(it -> new Changes(it.epoch(), List.copyOf(links), it.apart()));
  }

  @Override
  public List<Link> changedSince(Handle handle, DomainId domain, long epoch) {
    return links(
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + """
                    from link l
                    where l.domain = :domain and (l.from_epoch > :epoch or l.to_epoch > :epoch)
                    order by l.id
                    """)
            .bind("domain", domain.value())
            .bind("epoch", epoch));
  }

  @Override
  public List<Link> seats(Handle handle, DomainId domain) {
    return links(
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + "from link l where l.domain = :domain and l.kind = 'seat' and l.to_epoch is"
                    + " null")
            .bind("domain", domain.value()));
  }

  @Override
  public List<Link> linksOf(Handle handle, DomainId domain, Collection<AccountId> people) {
    return links(
        handle
            .createQuery(
                """
                with run as (
                  select person, unnest(range_agg(int8range(from_epoch, to_epoch))) as epochs
                  from link
                  where domain = :domain and kind = 'direct' and person = any(:people)
                  group by person
                ), reach as (
                  select person, lower(epochs) as start from run where upper_inf(epochs)
                )
                """
                    + "select "
                    + COLUMNS
                    + """
                    from link l left join reach r on r.person = l.person
                    where l.domain = :domain and l.person = any(:people)
                      and (l.to_epoch is null or l.kind in ('exclude', 'suspend')
                        or (l.kind = 'direct' and l.to_epoch > r.start))
                    order by l.id
                    """)
            .bind("domain", domain.value())
            .bind("people", numbers(people)));
  }

  /**
   * The links that bore on one person's sight of one conversation just before an epoch, as they
   * were then.
   */
  public List<Link> linksBefore(
      Handle handle, DomainId domain, ConversationId conversation, AccountId person, long epoch) {
    return links(
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + """
                    from (
                      select k.id, k.kind, k.person, k.grp, k.conversation, k.role, k.from_epoch,
                        k.from_mark, k.since_epoch, k.to_mark, k.opens_epoch, k.opens_pos, k.until,
                        case when k.to_epoch < :epoch then k.to_epoch end as to_epoch,
                        case when k.to_epoch < :epoch then k.end_reason end as end_reason
                      from link k
                      where k.domain = :domain and k.from_epoch < :epoch
                        and ((k.kind = 'via' and k.conversation = :conversation)
                          or (k.person = :person
                            and (k.kind = 'suspend' or k.conversation = :conversation
                              or (k.kind = 'direct' and k.conversation in (
                                select v.grp from link v
                                where v.kind = 'via' and v.conversation = :conversation)))))) l
                    order by l.id
                    """)
            .bind("domain", domain.value())
            .bind("conversation", conversation.value())
            .bind("person", person.value())
            .bind("epoch", epoch));
  }

  @Override
  public List<Via> viasOf(Handle handle, DomainId domain, Collection<ConversationId> groups) {
    return vias(handle, domain, "l.grp = any(:groups)", Map.of("groups", groups));
  }

  @Override
  public List<Via> closedVias(
      Handle handle,
      DomainId domain,
      Collection<ConversationId> groups,
      Collection<ConversationId> threads) {
    return vias(
        handle,
        domain,
        "l.to_epoch is not null and l.conversation = any(:threads) and l.grp = any(:groups)",
        Map.of("groups", groups, "threads", threads));
  }

  private static List<Via> vias(
      Handle handle,
      DomainId domain,
      String condition,
      Map<String, Collection<ConversationId>> conversations) {
    Query query =
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + "from link l where l.domain = :domain and l.kind = 'via' and "
                    + condition
                    + " order by l.id")
            .bind("domain", domain.value());
    conversations.forEach((name, ids) -> query.bind(name, numbers(ids)));
    return links(query).stream().map(Via.class::cast).toList();
  }

  public static Long[] numbers(Collection<? extends Id> ids) {
    return ids.stream().map(Id::value).toArray(Long[]::new);
  }

  private static List<Link> links(Query query) {
    return query.map((rows, context) -> link(rows)).list();
  }

  public static Link link(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    long to = row.getLong("to_epoch");
    boolean holds = row.wasNull();
    Span span =
        new Span(
            row.getLong("from_epoch"),
            row.getLong("from_mark"),
            holds ? Span.NEVER : to,
            row.getLong("to_mark"),
            row.getBoolean("expired"));
    Opening opens = new Opening(row.getLong("opens_epoch"), row.getLong("opens_pos"));
    String kind = row.getString("kind");
    return switch (kind) {
      case "seat" ->
          new Seat(
              id, span, person(row), WireName.parse(WorkspaceRole.class, row.getString("role")));
      case "direct" ->
          new Direct(
              id,
              span,
              row.getLong("since_epoch"),
              person(row),
              conversation(row),
              WireName.parse(ConversationRole.class, row.getString("role")),
              opens,
              until(row));
      case "via" ->
          new Via(
              id,
              span,
              new ConversationId(row.getLong("grp")),
              conversation(row),
              opens,
              until(row));
      case "exclude" -> new Exclude(id, span, person(row), conversation(row), opens);
      case "suspend" -> new Suspend(id, span, person(row), opens);
      default -> throw new IllegalStateException("link %d: kind %s".formatted(id, kind));
    };
  }

  private static long until(ResultSet row) throws SQLException {
    long until = row.getLong("until");
    return row.wasNull() ? Floor.FOREVER : until;
  }

  private static AccountId person(ResultSet row) throws SQLException {
    return new AccountId(row.getLong("person"));
  }

  private static ConversationId conversation(ResultSet row) throws SQLException {
    return new ConversationId(row.getLong("conversation"));
  }
}
