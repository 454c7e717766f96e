package io.drawbridge.server.join;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.join.JoinLinkState;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EndConditionsRow;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code join_link}. Every method runs in the transaction of its caller. */
final class JoinLinkStore {
  static final String WHAT = "join_link";

  /**
   * The name is the part that outsiders may see: that of a group which is listed in the directory.
   */
  private static final String SELECT =
      """
      select j.id, j.domain, j.conversation, c.kind,
        case when c.kind = 'group' and c.visibility <> 'secret' then c.name end as title,
        j.maker, shown_name(a.id, j.domain) as maker_name, j.hash, j.uses_max, u.uses,
        array_to_string(j.mail_domains, ',') as mail_domains, j.approval, j.history, j.history_number,
        j.until, j.days, j.relation, j.note, j.ends_on_close,
        j.ends_with_sponsor, j.idle_days, j.created_at, j.expires_at,
        case when j.revoked_at is not null then 'revoked'
             when least(j.expires_at, j.until) <= clock_timestamp() then 'expired'
             when u.uses >= j.uses_max then 'used_up'
             else 'open' end as state
      from join_link j join conversation c on c.id = j.conversation join account a on a.id = j.maker
      cross join lateral (select link_uses(j.id) as uses) u
      """;

  /**
   * A join link as its row and the clock have it now.
   *
   * @param title what somebody outside may see of the conversation's name
   * @param state as far as the row tells: whether its maker may still make one is another question
   */
  record Stored(
      JoinLinkId id,
      DomainId domain,
      ConversationId conversation,
      ConversationKind kind,
      Optional<String> title,
      AccountId maker,
      String makerName,
      int usesMax,
      int uses,
      Optional<List<String>> mailDomains,
      boolean approval,
      Optional<HistoryWindow> history,
      Optional<Instant> until,
      Optional<Integer> days,
      Optional<String> relation,
      Optional<String> note,
      EndConditions conditions,
      JoinLinkState state,
      Instant createdAt,
      Instant expiresAt) {}

  void insert(
      AuditedTransaction tx,
      JoinLinkId link,
      DomainId domain,
      AccountId maker,
      OneTimeSecret token,
      JoinCommand.CreateLink asked,
      NewJoinLink terms) {
    EndConditions conditions = asked.conditions().orElse(EndConditions.NONE);
    tx.handle()
        .createUpdate(
            """
            insert into join_link (id, domain, conversation, maker, hash, uses_max, mail_domains, approval,
                history, history_number, until, days, relation, note, ends_on_close,
                ends_with_sponsor, idle_days, expires_at)
            values (:id, :domain, :conversation, :maker, :hash, :uses_max,
                string_to_array(cast(:mail_domains as text), ','), :approval, cast(:history as text),
                cast(:history_number as bigint), :until, :days, :relation, :note, :closing, :leaving,
                cast(:idle as integer), :expires_at)
            """)
        .bind("id", link.value())
        .bind("domain", domain.value())
        .bind("conversation", asked.conversation().value())
        .bind("maker", maker.value())
        .bind("hash", token.hash())
        .bind("uses_max", terms.usesMax())
        .bind("mail_domains", asked.mailDomains().map(domains -> String.join(",", domains)))
        .bind("approval", terms.approval())
        .bind("history", asked.history().map(JoinLinkStore::stored))
        .bind("history_number", asked.history().flatMap(JoinLinkStore::number))
        .bind("until", asked.until())
        .bind("days", asked.days())
        .bind("relation", asked.relation())
        .bind("note", asked.note())
        .bindMap(EndConditionsRow.values(conditions))
        .bind("expires_at", terms.expiresAt())
        .execute();
    Map<String, String> told = new HashMap<>();
    told.put("conversation", AuditFact.text(asked.conversation()));
    told.put("uses_max", Integer.toString(terms.usesMax()));
    told.put("approval", Boolean.toString(terms.approval()));
    told.put("expires_at", terms.expiresAt().toString());
    asked.mailDomains().ifPresent(it -> told.put("mail_domains", String.join(", ", it)));
    tx.wrote(AuditFact.made(WHAT, link, told));
  }

  Optional<Stored> find(Handle handle, JoinLinkId link) {
    return handle
        .createQuery(SELECT + "where j.id = :id")
        .bind("id", link.value())
        .map(JoinLinkStore::stored)
        .findOne();
  }

  /** The link of a token, whatever it is worth. */
  Optional<Stored> find(Handle handle, OneTimeSecret token) {
    return handle
        .createQuery(SELECT + "where j.hash = :hash")
        .bind("hash", token.hash())
        .map(row ->
            token.matches(row.getColumn("hash", byte[].class))
                ? Optional.of(stored(row))
                : Optional.<Stored>empty())
        .findOne()
        .flatMap(found -> found);
  }

  /** The links into a conversation that were not revoked, all or one maker's, the newest first. */
  List<Stored> into(
      Handle handle, ConversationId conversation, Optional<AccountId> maker, int max) {
    return handle
        .createQuery(
            SELECT
                + """
                where j.conversation = :conversation and j.revoked_at is null
                  and (:all or j.maker = :maker)
                order by j.created_at desc, j.id limit :max
                """)
        .bind("conversation", conversation.value())
        .bind("all", maker.isEmpty())
        .bind("maker", maker.map(AccountId::value).orElse(0L))
        .bind("max", max)
        .map(JoinLinkStore::stored)
        .list();
  }

  /** The links of a domain that were not revoked, in the order of their ids. */
  List<Stored> of(Handle handle, DomainId domain, long after, int max) {
    return handle
        .createQuery(
            SELECT
                + """
                where j.domain = :domain and j.revoked_at is null and j.id > :after
                order by j.id limit :max
                """)
        .bind("domain", domain.value())
        .bind("after", after)
        .bind("max", max)
        .map(JoinLinkStore::stored)
        .list();
  }

  /** The number of links into a conversation that were not revoked and have not expired. */
  int countLive(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select count(*) from join_link
            where conversation = :conversation and revoked_at is null and expires_at > clock_timestamp()
            """)
        .bind("conversation", conversation.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Takes a link back; false if that has happened. */
  boolean revoke(AuditedTransaction tx, JoinLinkId link) {
    boolean revoked =
        tx.handle()
                .createUpdate(
                    """
                    update join_link set revoked_at = clock_timestamp()
                    where id = :id and revoked_at is null
                    """)
                .bind("id", link.value())
                .execute()
            == 1;
    if (revoked) {
      tx.wrote(AuditFact.became(WHAT, link, JoinLinkState.REVOKED.wire()));
    }
    return revoked;
  }

  private static Stored stored(RowView row) {
    return new Stored(
        new JoinLinkId(row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        WireName.parse(ConversationKind.class, row.getColumn("kind", String.class)),
        Optional.ofNullable(row.getColumn("title", String.class)),
        new AccountId(row.getColumn("maker", Long.class)),
        row.getColumn("maker_name", String.class),
        row.getColumn("uses_max", Integer.class),
        row.getColumn("uses", Integer.class),
        Optional.ofNullable(row.getColumn("mail_domains", String.class))
            .map(domains -> domains.isEmpty() ? List.of() : List.of(domains.split(","))),
        row.getColumn("approval", Boolean.class),
        Optional.ofNullable(row.getColumn("history", String.class))
            .map(kind ->
                window(kind, Optional.ofNullable(row.getColumn("history_number", Long.class)))),
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        Optional.ofNullable(row.getColumn("days", Integer.class)),
        Optional.ofNullable(row.getColumn("relation", String.class)),
        Optional.ofNullable(row.getColumn("note", String.class)),
        EndConditionsRow.read(row),
        WireName.parse(JoinLinkState.class, row.getColumn("state", String.class)),
        row.getColumn("created_at", Instant.class),
        row.getColumn("expires_at", Instant.class));
  }

  private static String stored(HistoryWindow window) {
    return switch (window) {
      case HistoryWindow.FromNow() -> "from_now";
      case HistoryWindow.LastDays _ -> "last_days";
      case HistoryWindow.Everything() -> "everything";
      case HistoryWindow.FromMessage _ -> "from_message";
    };
  }

  private static Optional<Long> number(HistoryWindow window) {
    return switch (window) {
      case HistoryWindow.LastDays(int days) -> Optional.of((long) days);
      case HistoryWindow.FromMessage(long pos) -> Optional.of(pos);
      case HistoryWindow.FromNow(), HistoryWindow.Everything() -> Optional.empty();
    };
  }

  private static HistoryWindow window(String kind, Optional<Long> number) {
    return switch (kind) {
      case "from_now" -> HistoryWindow.fromNow();
      case "last_days" -> HistoryWindow.lastDays(number.orElseThrow().intValue());
      case "everything" -> HistoryWindow.everything();
      case "from_message" -> HistoryWindow.fromMessage(number.orElseThrow());
      default -> throw new IllegalStateException("history of a link: " + kind);
    };
  }
}
