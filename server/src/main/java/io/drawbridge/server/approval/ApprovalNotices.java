package io.drawbridge.server.approval;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails those who decide it that people wait to be let in (G-26, HAP-2): how many, into which
 * workspace, and nothing of who. One mail an hour for each of them at most, about all who wait when
 * it leaves; none if nobody waits any more, or they may not decide it. Thread-safe.
 */
@LetsOut(Surface.MAIL_AWAITING)
public final class ApprovalNotices implements Feature, LetterSource {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalNotices.class);
  private static final String NO_TOKEN = "";
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);
  private static final Duration MAIL_EVERY = Duration.ofHours(1);
  private static final int BATCH = 100;
  private static final int FORGET_BATCH = 1_000;

  /** More conversations of a workspace are not looked at; the mail then counts too few. */
  private static final int PLACES_MAX = 500;

  private final Database database;
  private final AccessGate gate;
  private final Mails mails;
  private final ApprovalNoticeStore store = new ApprovalNoticeStore();

  public ApprovalNotices(Database database, AccessGate gate, Mails mails) {
    this.database = database;
    this.gate = gate;
    this.mails = mails;
  }

  @Override
  public void register(Commands commands) {
    // the commands are those of the features in which people wait
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(MailKind.AWAITING, this);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(new PeriodicTask("telling who decides", TELL_EVERY, this::tell));
  }

  /** Puts the mails that are due into the outbox, in small transactions. Blocks. */
  void tell() {
    while (database.write(this::tellSome)) {
      mails.outbox().wake();
    }
    database.write(handle -> {
      store.forget(handle, MAIL_EVERY, FORGET_BATCH);
      return true;
    });
  }

  private boolean tellSome(Handle handle) {
    List<WaitingPlace> taken = store.take(handle, BATCH);
    Map<Long, Set<Long>> told = new TreeMap<>();
    for (WaitingPlace place : taken) {
      told.computeIfAbsent(place.domain().value(), _ -> new TreeSet<>())
          .addAll(deciders(handle, place).stream().map(AccountId::value).toList());
    }
    told.forEach((domain, people) ->
        put(handle, new DomainId(domain), people.stream().map(AccountId::new).toList()));
    return !taken.isEmpty();
  }

  private List<AccountId> deciders(Handle handle, WaitingPlace place) {
    List<AccountId> people = store.inCharge(handle, place.conversation());
    List<Decision> may = gate.decideAll(handle, people.stream().map(place::decidedBy).toList());
    return IntStream.range(0, people.size())
        .filter(i -> may.get(i).equals(Decision.ALLOWED))
        .mapToObj(people::get)
        .toList();
  }

  private void put(Handle handle, DomainId domain, List<AccountId> people) {
    store
        .due(handle, domain, people, MAIL_EVERY)
        .forEach(due ->
            mails
                .outbox()
                .add(
                    handle,
                    MailKind.AWAITING,
                    due.email(),
                    Optional.of(domain.value()),
                    NO_TOKEN,
                    new Slot(domain.value(), Optional.of(due.leaves()))));
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return mail.subject().flatMap(domain -> compose(snapshot, mail, new DomainId(domain)));
  }

  private Optional<Letter> compose(Handle snapshot, DueMail mail, DomainId domain) {
    return store
        .reader(snapshot, domain, mail.to())
        .flatMap(reader -> {
          int waiting = waiting(snapshot, domain, reader.person());
          return waiting == 0
              ? Optional.empty()
              : Optional.of(
                  mails
                      .letters()
                      .awaiting(mail, new Letters.Awaiting(waiting, reader.workspace())));
        });
  }

  /** The number of people about whom this one decides now. */
  private int waiting(Handle snapshot, DomainId domain, AccountId person) {
    List<WaitingPlace> places = store.waiting(snapshot, domain, PLACES_MAX);
    List<Decision> may =
        gate.decideAll(snapshot, places.stream().map(place -> place.decidedBy(person)).toList());
    return IntStream.range(0, places.size())
        .filter(i -> may.get(i).equals(Decision.ALLOWED))
        .map(i -> places.get(i).people())
        .sum();
  }

  /** Writes only a line into the log: who waits stands in their lists too. */
  @Override
  public void undeliverable(Optional<Long> subject) {
    LOG.atInfo()
        .addKeyValue("subject", subject.orElse(0L))
        .log("somebody who decides could not be told by mail");
  }
}
