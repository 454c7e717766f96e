package io.drawbridge.server.erase;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Finds where something is kept of somebody, and takes away what their account is. */
final class AccountErasureStore {
  /** As everybody who was erased is called. */
  private static final String NAME = "erased person";

  private static final List<String> TRACES =
      List.of(
          """
          delete from outbox
          where recipient = (select email from account where id = :person) and state <> 'leased'
          """,
          """
          delete from one_time_token
          where email = (select email from account where id = :person)
          """,
          "update session set device = '' where account = :person",
          "delete from saved where account = :person",
          "delete from draft where account = :person",
          "delete from scheduled where account = :person",
          "update report set text = null where author = :person and text is not null",
          "update report set note = null where reporter = :person and note is not null",
          "delete from block where account = :person or blocked = :person",
          "delete from export_run where scope = :person",
          "delete from portrait where account = :person",
          """
          update marker set archived_pos = null, remind_at = null, reminded_mark = null
          where account = :person
          """,
          "delete from outbox where exit = 'push' and state <> 'leased' and subject = :person",
          // In the order in which pushes are handed over: first what is planned.
          "delete from push_plan where account = :person",
          "delete from push_device where account = :person",
          "delete from notice where account = :person",
          "delete from notice_mail where account = :person",
          "delete from notice_setting where account = :person",
          "delete from notice_quiet where account = :person",
          "delete from notice_keyword where account = :person",
          "delete from file_follow where account = :person",
          "delete from outcome_notice where person = :person",
          "delete from outcome_mail where person = :person",
          "delete from approval_mail where person = :person",
          """
          delete from audit_text where chain = :person
          """,
          """
          update account set name = :name, folded = '', email = null, email_verified_at = null,
            status_text = null, title = null, organisation = null, time_zone = null, locale = null,
            password_hash = null, credentials = credentials + 1, ended_at = clock_timestamp()
          where id = :person
          """,
          // The trigger lets it go from what is sealed, and of an account that has ended.
          """
          update audit a set before = audit_nameless(a.before), after = audit_nameless(a.after)
          where a.scope = :person
            and (a.before <> audit_nameless(a.before) or a.after <> audit_nameless(a.after))
            and exists (
              select from audit_seal s
              where s.scope = a.scope and s.epoch = a.epoch and s.note is null)
          """);

  /** Whether they have a seat anywhere. */
  boolean seated(Handle handle, AccountId person) {
    return yes(handle, "select exists (select from held_seat s where s.person = :person)", person);
  }

  /** The same, once those have done so who give them one at this moment; nobody does after it. */
  boolean seatedForGood(Handle handle, AccountId person) {
    handle
        .createQuery("select id from account where id = :person for update")
        .bind("person", person.value())
        .mapTo(Long.class)
        .one();
    return seated(handle, person);
  }

  /** Whether they are in a conversation, or a guest. */
  boolean somewhere(Handle handle, AccountId person) {
    return yes(
        handle,
        """
        select exists (select from held_own o where o.person = :person)
          or exists (select from held_guest g where g.person = :person)
        """,
        person);
  }

  private static boolean yes(Handle handle, String sql, AccountId person) {
    return handle.createQuery(sql).bind("person", person.value()).mapTo(Boolean.class).one();
  }

  /** The domains that keep something of them, or of their address. */
  List<Place> places(Handle handle, AccountId person) {
    return handle
        .createQuery(
            """
            with who as (select id, email from account where id = :person)
            select d.id, d.workspace is null as own
            from domain d
            where d.id in (
              select domains_of(w.id) from who w
              union
              select i.domain from invitation i join who w on i.email = w.email
              union
              select i.domain from invitation i join who w on w.id in (i.person, i.claimed_by)
              union
              select i.workspace from workspace_invitation i join who w on i.email = w.email
              union
              select r.domain from join_request r join who w on r.person = w.id or r.email = w.email)
            order by d.id
            """)
        .bind("person", person.value())
        .map((rows, context) -> new Place(new DomainId(rows.getLong("id")), rows.getBoolean("own")))
        .list();
  }

  /** Ends the account, and forgets what it was. */
  void end(AuditedTransaction tx, AccountId person) {
    for (String sql : TRACES) {
      var update = tx.handle().createUpdate(sql).bind("person", person.value());
      (sql.contains(":name") ? update.bind("name", NAME) : update).execute();
    }
    tx.wrote(AuditFact.became("account", person, "erased"));
  }
}
