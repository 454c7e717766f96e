package io.drawbridge.server.erase;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.SeatResult.PersonErased;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Erasures that are cut into parts, die between them, or race with what people do (G-9). */
final class ErasureDbTest {
  private static final int MANY = 2 * PartOfErasure.PART + 30;
  private static final int RACES = 10;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private final TestHouse.Home home = HOUSE.workspace("home" + clientId());
  private final Caller owner = home.owner();

  private ConversationId thread() {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                clientId(),
                Optional.of(home.workspace()),
                "Thread",
                List.of(),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private InvitationId invite(ConversationId thread, String address) {
    return HOUSE.tell(owner, Adding.email(thread, address).command()).invitation().orElseThrow();
  }

  private Caller guest(ConversationId thread) {
    String address = "guest" + clientId() + "@other.example";
    Caller guest = HOUSE.person(address);
    HOUSE.tell(guest, new InvitationCommand.Accept(clientId(), invite(thread, address)));
    return guest;
  }

  private static void send(Caller by, ConversationId thread) {
    HOUSE.tell(
        by, new MessageCommand.Send(clientId(), thread, "a text of theirs", Optional.empty()));
  }

  private SeatCommand.ErasePerson command(Caller person) {
    return new SeatCommand.ErasePerson(
        clientId(), home.workspace(), person.account(), true, Optional.empty());
  }

  private static long count(String sql, Object... arguments) {
    return HOUSE
        .db
        .database()
        .query(handle -> handle.select(sql, arguments).mapTo(Long.class).one());
  }

  private static long texts(Caller person) {
    return count(
        "select count(*) from message where author = ? and text is not null",
        person.account().value());
  }

  private static long links(Caller person) {
    return count(
        "select count(*) from link where person = ? and to_epoch is null",
        person.account().value());
  }

  private void manyTexts(Caller person, ConversationId thread) {
    HOUSE.db.execute(
        """
        insert into message (conversation, pos, epoch, author, text, sent_at)
        select ?, n, 0, ?, 'a text of theirs', now() from generate_series(1, ?) n
        """,
        thread.value(),
        person.account().value(),
        MANY);
  }

  @Test
  void longErasureIsMadeInPartsEachWithItsRecord() {
    ConversationId thread = thread();
    Caller eve = guest(thread);
    manyTexts(eve, thread);
    PersonErased erased = HOUSE.tell(owner, command(eve));
    assertThat(erased.messages()).isEqualTo(MANY);
    assertThat(erased.grants()).isEqualTo(1);
    assertThat(texts(eve)).isZero();
    assertThat(
            count(
                "select count(*) from audit where workspace = ? and action ="
                    + " 'workspace.erase_person'",
                home.workspace().value()))
        .isEqualTo(3);
    assertThat(
            count(
                "select count(*) from event where conversation = ? and kind = 'deleted'",
                thread.value()))
        .isEqualTo(MANY);
  }

  @Test
  void sameCommandGoesOnWhereItDied() {
    ConversationId thread = thread();
    Caller eve = guest(thread);
    manyTexts(eve, thread);
    HOUSE.db.execute(
        """
        create function dies() returns trigger language plpgsql as $$
        begin
          if (select count(*) from message where author = old.author and text is null) >= 100 then
            raise exception 'the disk is full';
          end if;
          return new;
        end $$
        """);
    HOUSE.db.execute(
        "create trigger dies before update on message for each row execute function dies()");
    SeatCommand.ErasePerson command = command(eve);
    try {
      assertThatThrownBy(() -> HOUSE.tell(owner, command)).isInstanceOf(RuntimeException.class);
    } finally {
      HOUSE.db.execute("drop trigger dies on message");
      HOUSE.db.execute("drop function dies()");
    }
    assertThat(texts(eve)).isEqualTo(MANY - PartOfErasure.PART);
    assertThat(links(eve)).isZero();
    assertThat(HOUSE.tell(owner, command).messages()).isEqualTo(MANY);
    assertThat(texts(eve)).isZero();
    assertThat(HOUSE.tell(owner, command).messages()).isEqualTo(MANY);
  }

  /** The trigger lets a reason go, and nothing else change with it. */
  @Test
  void noErasureRewritesARecord() {
    ConversationId thread = thread();
    Caller eve = guest(thread);
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(
            clientId(),
            thread,
            Optional.of(eve.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of("words about them")));
    HOUSE.tell(owner, command(eve));
    for (String set : List.of("reason = 'others'", "reason = null, action = 'other'")) {
      assertThatThrownBy(() -> HOUSE.db.execute("update audit set " + set))
          .hasStackTraceContaining("the audit is only added to");
    }
    assertThat(
            count(
                "select count(*) from audit where person = ? and reason is not null",
                eve.account().value()))
        .isZero();
  }

  /** What is acknowledged before is deleted; what comes after is refused. */
  @Test
  void nothingOfWhatIsSentMeanwhileStays() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < RACES; i++) {
        ConversationId thread = thread();
        Caller eve = guest(thread);
        send(eve, thread);
        List<CompletableFuture<?>> sends = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
          sends.add(
              CompletableFuture.runAsync(() -> send(eve, thread), threads)
                  .exceptionally(failed -> notThere(failed)));
        }
        CompletableFuture<PersonErased> erased =
            CompletableFuture.supplyAsync(() -> HOUSE.tell(owner, command(eve)), threads);
        sends.forEach(CompletableFuture::join);
        assertThat(erased.join().messages()).isPositive();
        assertThat(texts(eve)).isZero();
        assertThatThrownBy(() -> send(eve, thread)).isInstanceOf(Failure.class);
      }
    }
  }

  /** The invitation was gone, or went while it was being accepted. */
  private static Void notThere(Throwable failed) {
    assertThat(failed.getCause())
        .isInstanceOfSatisfying(
            Failure.class,
            it -> assertThat(it.code()).isIn(ErrorCode.NOT_FOUND, ErrorCode.LINK_SPENT));
    return null;
  }

  /** Whichever is first: the invitation is accepted and ends, or it is not there any more. */
  @Test
  void acceptanceThatRacesLeavesNoGrant() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < RACES; i++) {
        String address = "racer" + clientId() + "@other.example";
        Caller eve = HOUSE.person(address);
        HOUSE.tell(eve, new InvitationCommand.Accept(clientId(), invite(thread(), address)));
        InvitationId second = invite(thread(), address);
        CompletableFuture<Void> accepted =
            CompletableFuture.runAsync(
                    () -> HOUSE.tell(eve, new InvitationCommand.Accept(clientId(), second)),
                    threads)
                .exceptionally(ErasureDbTest::notThere);
        CompletableFuture<PersonErased> erased =
            CompletableFuture.supplyAsync(() -> HOUSE.tell(owner, command(eve)), threads);
        accepted.join();
        erased.join();
        assertThat(links(eve)).isZero();
        assertThat(count("select count(*) from invitation where email = ?", address)).isZero();
      }
    }
  }

  /** Two admins' erasures of one person are one: both are answered, and what ended ended once. */
  @Test
  void twoAtOnceEndEachGrantOnce() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ConversationId thread = thread();
      Caller eve = guest(thread);
      manyTexts(eve, thread);
      List<CompletableFuture<PersonErased>> both =
          List.of(
              CompletableFuture.supplyAsync(() -> HOUSE.tell(owner, command(eve)), threads),
              CompletableFuture.supplyAsync(() -> HOUSE.tell(owner, command(eve)), threads));
      assertThat(both.stream().mapToInt(it -> it.join().grants()).sum()).isEqualTo(1);
      assertThat(both.stream().mapToInt(it -> it.join().messages()).sum()).isEqualTo(MANY);
      assertThat(texts(eve)).isZero();
    }
  }

  /** Something new that they got in every round is no reason why the same command never ends. */
  @Test
  void erasureOfOneselfThatWasOvertakenGoesOnWithTheSameCommand() {
    Caller eve = HOUSE.person("eve" + clientId() + "@other.example");
    HOUSE.db.execute(
        "insert into guest (domain, person, sponsor) values (?, ?, ?)",
        home.workspace().value(),
        eve.account().value(),
        owner.account().value());
    HOUSE.db.execute(
        """
        create function stays() returns trigger language plpgsql as $$
        begin
          new.ended_at := null;
          return new;
        end $$
        """);
    HOUSE.db.execute(
        "create trigger stays before update on guest for each row execute function stays()");
    AccountCommand.Erase erase =
        new AccountCommand.Erase(clientId(), Optional.of(TestHouse.PASSWORD));
    try {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> HOUSE.tell(eve, erase))
            .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
            .extracting(Failure::code)
            .isEqualTo(ErrorCode.CONFLICT);
      }
    } finally {
      HOUSE.db.execute("drop trigger stays on guest");
      HOUSE.db.execute("drop function stays()");
    }
    HOUSE.tell(eve, erase);
    assertThat(
            count(
                "select count(*) from account where id = ? and ended_at is not null",
                eve.account().value()))
        .isEqualTo(1);
  }
}
