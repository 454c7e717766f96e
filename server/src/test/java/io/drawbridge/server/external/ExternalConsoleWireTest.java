package io.drawbridge.server.external;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.ReachedConversation;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.ExternalResult.ExternalReach;
import io.drawbridge.protocol.result.ExternalResult.Externals;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The list of all externals of a workspace, and what each of them reaches, through both doors
 * (G-12, HAP-3, HAP-5 to 9, HAP-19, HAP-21, HAP-22, TS-19 to 21, TS-35, D18, 7.3).
 *
 * <p>Shows HCL-50, TS-20, TS-21, TS-37, HAP-6, HAP-7, HAP-8, HAP-9, HAP-18.
 */
final class ExternalConsoleWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static Externals list(
      TestDoor by, ExternalFilter filter, ExternalOrder order, Optional<String> after, int limit) {
    return by.call(
        new ExternalCommand.ListExternals(
            WORKSPACE, Optional.of(filter), Optional.of(order), after, Optional.of(limit)));
  }

  private static List<ExternalEntry> list(TestDoor by, ExternalFilter filter) {
    return list(by, filter, ExternalOrder.NAME, Optional.empty(), 200).externals();
  }

  private static ExternalReach show(TestDoor by, TestPerson person) {
    return by.call(new ExternalCommand.Show(WORKSPACE, person.account()));
  }

  private static ExternalFilter of(String mailDomain) {
    return filter(Optional.of(mailDomain), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ExternalFilter in(String mailDomain, ExternalState... states) {
    return filter(
        Optional.of(mailDomain), Optional.of(List.of(states)), Optional.empty(), Optional.empty());
  }

  private static ExternalFilter filter(
      Optional<String> mailDomain,
      Optional<List<ExternalState>> states,
      Optional<ConversationId> conversation,
      Optional<String> relation) {
    return new ExternalFilter(
        states,
        Optional.empty(),
        conversation,
        mailDomain,
        Optional.empty(),
        relation,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Lets somebody in as a customer until a time, and takes them through the mail. */
  private static TestPerson external(
      String firm, TestDoor by, ConversationId conversation, String name, Optional<Instant> until) {
    String unique = TestCast.unique(name);
    String email = unique.toLowerCase(Locale.ROOT) + "@" + firm;
    by.call(
        new MemberCommand.Add(
            clientId(),
            conversation,
            Optional.empty(),
            Optional.of(email),
            Optional.empty(),
            Optional.of(unique),
            Optional.of(new HistoryWindow.FromNow()),
            Optional.empty(),
            until,
            Optional.of("customer"),
            Optional.empty(),
            Optional.empty()));
    return SERVER.redeem(unique, email);
  }

  @ParameterizedTest
  @EnumSource
  void everyStateIsListedAndTheOldOnesOnlyIfAskedFor(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String firm = TestCast.unique("firm") + ".example";
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      ConversationId other = TestSteps.thread(OWNER, "Other");
      TestPerson active = external(firm, OWNER, thread, "Active", Optional.empty());
      TestSteps.add(OWNER, other, active.account());
      TestPerson suspended = external(firm, OWNER, thread, "Suspended", Optional.empty());
      TestPerson former = external(firm, OWNER, thread, "Former", Optional.empty());
      Instant soon = Instant.now().plusSeconds(3);
      TestPerson expired = external(firm, OWNER, thread, "Expired", Optional.of(soon));
      String waiting = "waiting@" + firm;
      TestSteps.addByMail(OWNER, other, waiting, new HistoryWindow.FromNow());
      OWNER.call(
          new WorkspaceCommand.Suspend(
              clientId(), WORKSPACE, suspended.account(), Optional.empty()));
      TestSteps.remove(OWNER, thread, former.account());
      TestDoor admin = cast.as(OWNER);
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(list(admin, in(firm, ExternalState.EXPIRED)))
                  .extracting(ExternalEntry::person)
                  .containsExactly(Optional.of(expired.account())));
      assertThat(list(admin, of(firm)))
          .extracting(ExternalEntry::state)
          .containsExactly(ExternalState.ACTIVE, ExternalState.SUSPENDED, ExternalState.PENDING);
      assertThat(list(admin, in(firm, ExternalState.FORMER)))
          .extracting(ExternalEntry::person)
          .containsExactly(Optional.of(former.account()));
      ExternalEntry entry = list(admin, in(firm, ExternalState.ACTIVE)).getFirst();
      assertThat(entry.grants()).isEqualTo(2);
      assertThat(entry.sponsor()).contains(OWNER.account());
      assertThat(entry.relation()).contains("customer");
      assertThat(entry.email()).contains(active.email());
      ExternalEntry invited = list(admin, in(firm, ExternalState.PENDING)).getFirst();
      assertThat(invited.person()).isEmpty();
      assertThat(invited.email()).contains(waiting);
      assertThat(invited.invitations()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void listIsFilteredSortedAndPaged(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String firm = TestCast.unique("firm") + ".example";
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      ConversationId other = TestSteps.thread(OWNER, "Other");
      TestPerson bea = external(firm, OWNER, thread, "Bea", Optional.empty());
      TestPerson abe = external(firm, OWNER, thread, "Abe", Optional.empty());
      TestPerson cem = external(firm, OWNER, other, "Cem", Optional.empty());
      TestDoor admin = cast.as(OWNER);
      assertThat(people(list(admin, of(firm))))
          .containsExactly(abe.account(), bea.account(), cem.account());
      assertThat(
              list(
                  admin,
                  filter(
                      Optional.of(firm), Optional.empty(), Optional.of(other), Optional.empty())))
          .extracting(ExternalEntry::person)
          .containsExactly(Optional.of(cem.account()));
      assertThat(
              list(
                  admin,
                  filter(
                      Optional.of(firm),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of("freelancer"))))
          .isEmpty();
      List<ExternalEntry> paged = new ArrayList<>();
      Optional<String> after = Optional.empty();
      do {
        Externals page = list(admin, of(firm), ExternalOrder.NEWEST, after, 1);
        assertThat(page.total()).isEqualTo(3);
        paged.addAll(page.externals());
        after = page.next();
      } while (after.isPresent());
      assertThat(people(paged)).containsExactly(cem.account(), abe.account(), bea.account());
      refused(
          ErrorCode.INVALID,
          () -> list(admin, of(firm), ExternalOrder.NAME, Optional.of("elsewhere"), 1));
    }
  }

  private static List<AccountId> people(List<ExternalEntry> entries) {
    return entries.stream().flatMap(entry -> entry.person().stream()).toList();
  }

  /** 7.3: what an admin could not find themselves has no name, and can be ended all the same. */
  @ParameterizedTest
  @EnumSource
  void adminSeesWhatAnExternalReachesAndNoHiddenName(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson admin = cast.member("Admin");
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
      ConversationId secret =
          OWNER
              .call(
                  new GroupCommand.Create(
                      clientId(), WORKSPACE, "Secret", Visibility.SECRET, List.of()))
              .conversation()
              .id();
      ConversationId thread = TestSteps.thread(OWNER, "Offer", admin.account());
      OWNER.call(Adding.group(thread, secret).command());
      TestPerson eve = external("reach.example", OWNER, secret, "Eve", Optional.empty());
      List<ReachedConversation> reached = show(cast.as(admin), eve).conversations();
      assertThat(reached).hasSize(2);
      assertThat(reached)
          .filteredOn(it -> it.conversation().equals(secret))
          .singleElement()
          .satisfies(it -> {
            assertThat(it.name()).isEmpty();
            assertThat(it.by()).isEmpty();
            assertThat(it.sponsor()).contains(OWNER.account());
          });
      assertThat(reached)
          .filteredOn(it -> it.conversation().equals(thread))
          .singleElement()
          .satisfies(it -> {
            assertThat(it.name()).contains("Offer");
            assertThat(it.by()).contains(secret);
          });
      assertThat(show(cast.as(OWNER), eve).conversations())
          .extracting(ReachedConversation::name)
          .contains(Optional.of("Secret"));
    }
  }

  /** D3: whose an address is, elsewhere, is told to nobody. */
  @ParameterizedTest
  @EnumSource
  void invitedAddressShowsNoAccount(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      WorkspaceId theirs =
          OWNER.call(new WorkspaceCommand.Create(clientId(), "Theirs")).workspace().workspace();
      TestPerson somebody = cast.external(TestSteps.thread(OWNER, "Offer"), "Somebody");
      ConversationId thread =
          OWNER
              .call(
                  new ThreadCommand.Create(
                      clientId(),
                      Optional.of(theirs),
                      "There",
                      List.of(),
                      List.of(),
                      Optional.empty()))
              .conversation()
              .id();
      TestSteps.addByMail(OWNER, thread, somebody.email(), new HistoryWindow.FromNow());
      Externals listed =
          cast.as(OWNER)
              .call(
                  new ExternalCommand.ListExternals(
                      theirs,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()));
      assertThat(listed.externals())
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.person()).isEmpty();
            assertThat(entry.name()).isEmpty();
            assertThat(entry.seen()).isEmpty();
            assertThat(entry.state()).isEqualTo(ExternalState.PENDING);
          });
      refused(
          ErrorCode.NOT_FOUND,
          () -> cast.as(OWNER).call(new ExternalCommand.Show(theirs, somebody.account())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void listIsForAdmins(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      refused(ErrorCode.NOT_ALLOWED, () -> list(cast.as(ben), ExternalFilter.ALL));
      refused(ErrorCode.NOT_ALLOWED, () -> show(cast.as(ben), eve));
      refused(ErrorCode.NOT_FOUND, () -> list(cast.as(eve), ExternalFilter.ALL));
      refused(ErrorCode.NOT_FOUND, () -> show(cast.as(eve), eve));
      refused(ErrorCode.NOT_FOUND, () -> show(cast.as(OWNER), ben));
    }
  }
}
