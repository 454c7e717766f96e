package io.drawbridge.server.push.device;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.push.PushDevice;
import io.drawbridge.protocol.push.PushKind;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code push_device}; what their person changes is told to the audit. */
public final class PushDeviceStore {
  private static final String WHAT = "push_device";

  /**
   * Where a device is reached.
   *
   * @param address the URL of a push service, or a token
   * @param point the public key of a browser
   * @param auth the secret of a browser
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares secrets
  record Place(PushKind kind, String address, Optional<byte[]> point, Optional<byte[]> auth) {}

  /** Whose a place is; {@code proved}: who names it now has the browser's secret, or the token. */
  record Known(PushDeviceId device, AccountId account, boolean proved) {}

  /** The device at the place, which nobody else changes before the transaction ends. */
  Optional<Known> at(Handle handle, Place place) {
    return handle
        .createQuery(
            """
            select id, account, auth is not distinct from :auth as proved
            from push_device where kind = :kind and address = :address for update
            """)
        .bind("kind", place.kind().wire())
        .bind("address", place.address())
        .bind("auth", place.auth().orElse(null))
        .map(row ->
            new Known(
                new PushDeviceId(row.getColumn("id", Long.class)),
                new AccountId(row.getColumn("account", Long.class)),
                row.getColumn("proved", Boolean.class)))
        .findOne();
  }

  /** How many devices of the account live. */
  int count(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select count(*) from push_device where account = :account and push_lives(account, session)
            """)
        .bind("account", account.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Adds a device; false if the place was taken meanwhile. */
  boolean insert(
      AuditedTransaction tx,
      PushDeviceId device,
      AccountId account,
      Optional<SessionId> session,
      String name,
      Place place) {
    boolean added =
        tx.handle()
                .createUpdate(
                    """
                    insert into push_device (id, account, session, kind, name, address, p256dh, auth)
                    values (:id, :account, :session, :kind, :name, :address, :point, :auth)
                    on conflict (kind, address) do nothing
                    """)
                .bind("id", device.value())
                .bind("account", account.value())
                .bind("session", session.map(SessionId::value).orElse(null))
                .bind("kind", place.kind().wire())
                .bind("name", name)
                .bind("address", place.address())
                .bind("point", place.point().orElse(null))
                .bind("auth", place.auth().orElse(null))
                .execute()
            == 1;
    if (added) {
      tx.wrote(AuditFact.made(WHAT, device, told(place, name)));
    }
    return added;
  }

  private static Map<String, String> told(Place place, String name) {
    return Map.of("kind", place.kind().wire(), "name", name);
  }

  /** Takes what is said of a device now. */
  void update(
      AuditedTransaction tx,
      PushDeviceId device,
      Optional<SessionId> session,
      String name,
      Place place) {
    tx.handle()
        .createUpdate(
            """
            update push_device set session = :session, name = :name, p256dh = :point, auth = :auth
            where id = :id
            """)
        .bind("id", device.value())
        .bind("session", session.map(SessionId::value).orElse(null))
        .bind("name", name)
        .bind("point", place.point().orElse(null))
        .bind("auth", place.auth().orElse(null))
        .execute();
    tx.wrote(AuditFact.made(WHAT, device, told(place, name)));
  }

  /** Ends one of the account's devices; false if it has no such one. */
  boolean end(AuditedTransaction tx, AccountId account, PushDeviceId device) {
    boolean ended =
        tx.handle()
                .createUpdate("delete from push_device where id = :id and account = :account")
                .bind("id", device.value())
                .bind("account", account.value())
                .execute()
            == 1;
    if (ended) {
      tx.wrote(AuditFact.became(WHAT, device, "ended"));
    }
    return ended;
  }

  /** Forgets a device that is there no more: nobody's right is changed by that. */
  public boolean forget(Handle handle, long device) {
    return handle
            .createUpdate("delete from push_device where id = :id")
            .bind("id", device)
            .execute()
        == 1;
  }

  /**
   * Notes that a call failed, and lets all that is for the device wait: for longer each time, up to
   * half an hour. A browser of which all calls failed for a day is forgotten, and true returned;
   * apps stay, since the operator's gateway may be what fails.
   */
  public boolean failed(Handle handle, long device) {
    handle
        .createUpdate(
            """
            with failed as (
              update push_device set failures = failures + 1,
                failing_since = coalesce(failing_since, clock_timestamp()),
                rests_until = clock_timestamp()
                  + least(5 * 2 ^ least(failures, 9), 1800) * interval '1 second'
              where id = :device
              returning id, account, rests_until)
            update outbox o set due_at = greatest(o.due_at, f.rests_until) from failed f
            where o.exit = 'push' and o.subject = f.account and o.token = f.id::text
              and o.state <> 'dead'
            """)
        .bind("device", device)
        .execute();
    return handle
            .createUpdate(
                """
                delete from push_device
                where id = :device and kind = 'web' and failing_since < now() - interval '1 day'
                """)
            .bind("device", device)
            .execute()
        == 1;
  }

  /** Notes that it takes calls again. */
  public void recovered(Handle handle, long device) {
    handle
        .createUpdate(
            """
            update push_device set failures = 0, failing_since = null, rests_until = null
            where id = :device
            """)
        .bind("device", device)
        .execute();
  }

  /**
   * Forgets a bounded number whose session has ended, and that have nothing to call back any more;
   * returns how many went.
   */
  int forgetEnded(Handle handle, int max) {
    return handle
        .createUpdate(
            """
            delete from push_device where id in (
              select d.id from push_device d
              where not push_lives(d.account, d.session)
                and not exists (select from push_told t where t.device = d.id)
                and not exists (
                  select from outbox o
                  where o.subject = d.account and o.token = d.id::text and o.exit = 'push'
                    and o.kind = 'withdraw' and o.state <> 'dead')
              limit :max)
            """)
        .bind("max", max)
        .execute();
  }

  /** The account's devices that live, the newest first. */
  List<PushDevice> of(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select id, kind, name, session, created_at from push_device
            where account = :account and push_lives(account, session)
            order by created_at desc, id
            """)
        .bind("account", account.value())
        .map(row ->
            new PushDevice(
                new PushDeviceId(row.getColumn("id", Long.class)),
                WireName.parse(PushKind.class, row.getColumn("kind", String.class)),
                row.getColumn("name", String.class),
                Optional.ofNullable(row.getColumn("session", Long.class)).map(SessionId::new),
                row.getColumn("created_at", Instant.class)))
        .list();
  }
}
