package io.drawbridge.server.ledger;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.LedgerResult;
import io.drawbridge.protocol.result.LedgerResult.DevicePurges;
import io.drawbridge.protocol.result.LedgerResult.MessageLedger;
import io.drawbridge.protocol.result.LedgerResult.PersonLedger;
import io.drawbridge.protocol.result.LedgerResult.Reasons;
import io.drawbridge.server.access.ledger.PastStore;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.audit.Sighting;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Answers questions of who could see what, each from one snapshot, and records before who asked
 * what. It asks for no right: {@code LedgerCommands} do that before, and the operator at the
 * machine has the database. Thread-safe.
 */
public final class Ledger {
  private final Database database;
  private final PrivilegedReads reads;
  private final LedgerStore store = new LedgerStore();
  private final DevicePurgeStore purges = new DevicePurgeStore();
  private final PastStore past = new PastStore();

  public Ledger(Database database, PrivilegedReads reads) {
    this.database = database;
    this.reads = reads;
  }

  /**
   * Tells who could see a message.
   *
   * @param looker whose right to names counts
   * @throws Failure {@code not_found} if the workspace has no such message
   */
  public Sighting<MessageLedger> ofMessage(Looker looker, LedgerCommand.OfMessage asked) {
    DomainId domain = new DomainId(asked.workspace().value());
    reads.note(
        looker,
        asked.type(),
        asked.workspace(),
        Optional.empty(),
        Optional.of(asked.conversation()));
    return told(
        domain,
        snapshot -> {
          long now = store.nowMicros(snapshot);
          LedgerCursor from = LedgerCursor.parse(asked.after(), now, now);
          return new MessageReaders(
                  snapshot,
                  domain,
                  looker,
                  store
                      .message(snapshot, domain, looker, asked.conversation(), asked.pos())
                      .orElseThrow(Failure::notFound))
              .page(from, limit(asked.limit()));
        });
  }

  /**
   * Tells what somebody could see.
   *
   * @param looker as above
   * @throws Failure {@code not_found} if the workspace never knew them
   */
  public Sighting<PersonLedger> ofPerson(Looker looker, LedgerCommand.OfPerson asked) {
    DomainId domain = new DomainId(asked.workspace().value());
    reads.note(
        looker, asked.type(), asked.workspace(), Optional.of(asked.person()), Optional.empty());
    return told(
        domain,
        snapshot -> {
          long now = store.nowMicros(snapshot);
          long at = asked.at().map(Ways::micros).orElse(now);
          if (at > now) {
            throw Failure.invalid("at: a time to come (expected: now, or a time that was)");
          }
          return new PersonSights(snapshot, domain, looker, known(snapshot, domain, asked.person()))
              .page(LedgerCursor.parse(asked.after(), at, now), limit(asked.limit()));
        });
  }

  /**
   * Tells why somebody sees a conversation.
   *
   * @param looker as above
   * @throws Failure {@code not_found} if the workspace never knew them, or has no such conversation
   */
  public Sighting<Reasons> why(Looker looker, LedgerCommand.Why asked) {
    DomainId domain = new DomainId(asked.workspace().value());
    reads.note(
        looker,
        asked.type(),
        asked.workspace(),
        Optional.of(asked.person()),
        Optional.of(asked.conversation()));
    return told(
        domain,
        snapshot ->
            new PersonSights(snapshot, domain, looker, known(snapshot, domain, asked.person()))
                .reasons(asked.conversation(), store.nowMicros(snapshot))
                .orElseThrow(Failure::notFound));
  }

  /**
   * Tells what devices say of a conversation that their person lost.
   *
   * @param looker as above
   * @throws Failure {@code not_found} if the workspace never knew them, or has no such conversation
   */
  public Sighting<DevicePurges> purges(Looker looker, LedgerCommand.Purges asked) {
    DomainId domain = new DomainId(asked.workspace().value());
    AccountId person = asked.person();
    ConversationId lost = asked.conversation();
    reads.note(looker, asked.type(), asked.workspace(), Optional.of(person), Optional.of(lost));
    return told(
        domain,
        snapshot -> {
          Person who = known(snapshot, domain, person);
          if (store.places(snapshot, domain, looker, List.of(lost)).isEmpty()) {
            throw Failure.notFound();
          }
          Optional<Instant> at = purges.lostAt(snapshot, domain, person, lost);
          return new DevicePurges(
              who,
              lost,
              at,
              at.map(it -> purges.devices(snapshot, person, lost, it)).orElse(List.of()));
        });
  }

  private <R extends LedgerResult> Sighting<R> told(DomainId domain, Function<Handle, R> answer) {
    return database.read(
        snapshot -> new Sighting<>(answer.apply(snapshot), EpochStore.of(snapshot, domain)));
  }

  private Person known(Handle snapshot, DomainId domain, AccountId person) {
    if (!past.knows(snapshot, domain, person)) {
      throw Failure.notFound();
    }
    Map<AccountId, Person> found = store.people(snapshot, domain, List.of(person));
    return Optional.ofNullable(found.get(person)).orElseThrow(Failure::notFound);
  }

  private static int limit(Optional<Integer> asked) {
    return asked.orElse(Limits.LIST_PAGE_DEFAULT);
  }
}
