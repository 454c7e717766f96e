package io.drawbridge.server.hold;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.hold.HeldItem;
import io.drawbridge.protocol.hold.HeldState;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.AuditResult.HeldItems;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.delivery.trace.ContentTraceStore;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** While a hold stands nothing of it is destroyed, and nobody but owners reads it (G-27). */
final class HoldDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private final TestHouse.Home home = HOUSE.workspace("home" + clientId());
  private final Caller owner = home.owner();
  private final Caller ben = HOUSE.member(home, "ben" + clientId() + "@home.example");
  private final Caller cara = HOUSE.member(home, "cara" + clientId() + "@home.example");
  private final ConversationId thread = thread();

  private ConversationId thread() {
    return HOUSE
        .tell(
            ben,
            new ThreadCommand.Create(
                clientId(),
                Optional.of(home.workspace()),
                "Thread",
                List.of(cara.account()),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private long send(Caller by, String text) {
    return HOUSE
        .tell(by, new MessageCommand.Send(clientId(), thread, text, Optional.empty()))
        .pos();
  }

  private void edit(Caller by, long pos, String text) {
    HOUSE.tell(by, new MessageCommand.Edit(clientId(), thread, pos, text));
  }

  private void delete(Caller by, long pos) {
    HOUSE.tell(by, new MessageCommand.Delete(clientId(), thread, pos));
  }

  private AuditCommand.PlaceHold on(ConversationId conversation) {
    return new AuditCommand.PlaceHold(
        clientId(), home.workspace(), Optional.of(conversation), Optional.empty(), "a dispute");
  }

  private AuditCommand.PlaceHold on(AccountId person) {
    return new AuditCommand.PlaceHold(
        clientId(), home.workspace(), Optional.empty(), Optional.of(person), "a dispute");
  }

  private void lift(HoldView hold) {
    HOUSE.tell(
        owner,
        new AuditCommand.LiftHold(
            clientId(), home.workspace(), hold.id(), Optional.of("it is over")));
  }

  private List<HeldItem> read(HoldView hold) {
    List<HeldItem> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      HeldItems page =
          HOUSE.tell(
              owner, new AuditCommand.ReadHold(home.workspace(), hold.id(), next, Optional.of(2)));
      all.addAll(page.items());
      next = page.next();
    } while (next.isPresent());
    return all;
  }

  private static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private long kept() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .select("select count(*) from held_content where conversation = ?", thread.value())
                .mapTo(Long.class)
                .one());
  }

  @Test
  void whatPeopleTakeAwayIsKeptApartUntilTheHoldIsLifted() {
    long before = send(ben, "before the hold");
    delete(ben, before);
    HoldView hold = HOUSE.tell(owner, on(thread)).hold();
    long first = send(ben, "a first version");
    edit(ben, first, "a second version");
    delete(ben, first);
    send(cara, "what stays");
    assertThat(read(hold))
        .extracting(item -> item.text().orElseThrow())
        .containsExactly("a first version", "a second version", "what stays");
    assertThat(read(hold))
        .extracting(HeldItem::state)
        .containsExactly(HeldState.TAKEN, HeldState.TAKEN, HeldState.THERE);
    lift(hold);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> kept() == 0);
    refused(ErrorCode.NOT_FOUND, () -> read(hold));
  }

  /** What was edited before the hold stands in the versions only, and is kept from there. */
  @Test
  void earlierVersionsAndOptionsOfPollsAreKeptToo() {
    long edited = send(ben, "pay them cash");
    edit(ben, edited, "hello");
    long poll =
        HOUSE
            .tell(
                ben,
                new PollCommand.Create(
                    clientId(),
                    thread,
                    "how?",
                    List.of("in cash", "not at all"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
            .pos();
    HoldView hold = HOUSE.tell(owner, on(thread)).hold();
    List<String> all = List.of("hello", "pay them cash", "how?", "in cash\nnot at all");
    assertThat(read(hold))
        .extracting(item -> item.text().orElseThrow())
        .containsExactlyElementsOf(all);
    edit(ben, edited, "hello again");
    delete(ben, edited);
    delete(ben, poll);
    assertThat(read(hold))
        .extracting(item -> item.text().orElseThrow())
        .containsExactlyInAnyOrder(
            "hello", "pay them cash", "how?", "in cash\nnot at all", "hello again");
    assertThat(read(hold)).extracting(HeldItem::state).containsOnly(HeldState.TAKEN);
    HoldView person = HOUSE.tell(owner, on(ben.account())).hold();
    assertThat(read(person)).containsExactlyElementsOf(read(hold));
  }

  /** A held person's versions and polls go with an old conversation, and are kept before that. */
  @Test
  void rowsThatHangOnMessagesGoBeforeThemHoweverManyThereAre() {
    for (int i = 0; i < 4; i++) {
      edit(ben, send(ben, "first " + i), "second " + i);
    }
    HoldView hold = HOUSE.tell(owner, on(ben.account())).hold();
    ContentTraceStore traces = new ContentTraceStore();
    while (HOUSE.db.database().write(it -> traces.deleteUpTo(it, thread, Long.MAX_VALUE, 3)) > 0) {
      // until all is gone
    }
    assertThat(read(hold)).hasSize(8);
  }

  @Test
  void holdOnAPersonKeepsWhatTheyWroteAndNothingOfOthers() {
    HoldView hold = HOUSE.tell(owner, on(ben.account())).hold();
    delete(ben, send(ben, "of ben"));
    delete(cara, send(cara, "of cara"));
    assertThat(read(hold)).extracting(item -> item.text().orElseThrow()).containsExactly("of ben");
  }

  /** What two holds keep goes with the last of them. */
  @Test
  void otherHoldKeepsItOn() {
    HoldView one = HOUSE.tell(owner, on(thread)).hold();
    HoldView other = HOUSE.tell(owner, on(ben.account())).hold();
    delete(ben, send(ben, "of ben"));
    delete(cara, send(cara, "of cara"));
    lift(one);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> kept() == 1);
    assertThat(read(other)).hasSize(1);
  }

  @Test
  void heldConversationIsNotDeletedAndHeldPersonNotErased() {
    HoldView hold = HOUSE.tell(owner, on(thread)).hold();
    ConversationCommand.Delete delete =
        new ConversationCommand.Delete(clientId(), thread, thread.toString());
    assertThatThrownBy(() -> HOUSE.tell(ben, delete))
        .hasMessageContaining("cannot be erased now")
        .hasMessageNotContaining("hold");
    assertThatThrownBy(() ->
            HOUSE.tell(
                owner, new ConversationCommand.Delete(clientId(), thread, thread.toString())))
        .hasMessageContaining("a legal hold");
    lift(hold);
    Caller eve = HOUSE.person("eve" + clientId() + "@other.example");
    HOUSE.tell(ben, Adding.person(thread, cara.account()).command());
    HOUSE.seat(home.workspace(), eve, WorkspaceRole.MEMBER);
    HOUSE.tell(
        owner, new WorkspaceCommand.RemoveMember(clientId(), home.workspace(), eve.account()));
    HOUSE.tell(owner, on(eve.account()));
    refused(
        ErrorCode.CONFLICT,
        () ->
            HOUSE.tell(
                owner,
                new SeatCommand.ErasePerson(
                    clientId(), home.workspace(), eve.account(), true, Optional.empty())));
    HOUSE.tell(ben, delete);
  }

  /** What goes with a conversation is asked for too: here its backstage. */
  @Test
  void heldBackstageKeepsItsConversation() {
    ConversationId backstage =
        HOUSE
            .tell(ben, new ConversationCommand.OpenBackstage(clientId(), thread))
            .conversation()
            .id();
    HOUSE.tell(owner, on(backstage));
    refused(
        ErrorCode.CONFLICT,
        () ->
            HOUSE.tell(ben, new ConversationCommand.Delete(clientId(), thread, thread.toString())));
    HOUSE.tell(ben, new ConversationCommand.Show(thread));
  }

  @Test
  void onlyOwnersPlaceAndReadAndThatIsRecorded() {
    Caller admin = HOUSE.person("admin" + clientId() + "@home.example");
    HOUSE.seat(home.workspace(), admin, WorkspaceRole.ADMIN);
    refused(ErrorCode.NOT_ALLOWED, () -> HOUSE.tell(admin, on(thread)));
    refused(ErrorCode.NOT_ALLOWED, () -> HOUSE.tell(ben, on(thread)));
    Caller stranger = HOUSE.person("stranger" + clientId() + "@other.example");
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(stranger, on(thread)));
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(owner, on(new ConversationId(7))));
    refused(ErrorCode.NOT_FOUND, () -> HOUSE.tell(owner, on(stranger.account())));
    HoldView hold = HOUSE.tell(owner, on(thread)).hold();
    refused(ErrorCode.CONFLICT, () -> HOUSE.tell(owner, on(thread)));
    assertThat(HOUSE.tell(owner, new AuditCommand.ListHolds(home.workspace())).holds())
        .containsExactly(hold);
    read(hold);
    refused(
        ErrorCode.NOT_ALLOWED,
        () ->
            HOUSE.tell(
                admin,
                new AuditCommand.ReadHold(
                    home.workspace(), hold.id(), Optional.empty(), Optional.empty())));
    assertThat(
            HOUSE
                .tell(
                    owner,
                    new AuditCommand.ListRecords(
                        home.workspace(), Optional.empty(), Optional.empty(), Optional.empty()))
                .records())
        .extracting(record -> record.action())
        .contains("hold.place", "hold.list", "hold.read");
  }
}
