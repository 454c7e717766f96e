package io.drawbridge.server.message;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.Watermark;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.PolicyResult.PoliciesSet;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that nothing of an external gets out to another where they do not see each other (N-15,
 * D4).
 *
 * <p>Shows HCL-38, TS-25.
 */
final class ApartWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final PolicyValues APART = Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false);

  /** A thread with two externals who do not see each other. */
  private record Scene(TestCast cast, ConversationId thread, TestPerson eve, TestPerson gus) {
    static Scene of(TestCast cast) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      cast.as(OWNER).call(Setting.of(thread, APART));
      return new Scene(cast, thread, cast.external(thread, "Eve"), cast.external(thread, "Gus"));
    }

    TestDoor eves() {
      return cast.as(eve);
    }

    TestDoor guses() {
      return cast.as(gus);
    }

    List<Message> history(TestPerson reader) {
      Optional<Long> none = Optional.empty();
      return cast.as(reader)
          .call(new MessageCommand.ShowHistory(thread, none, none, none, Optional.empty()))
          .messages();
    }

    InboxEntry entry(TestPerson reader) {
      return cast
          .as(reader)
          .call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))
          .entries()
          .stream()
          .filter(it -> it.conversation().id().equals(thread))
          .findFirst()
          .orElseThrow();
    }
  }

  private static long quote(TestDoor by, ConversationId where, long pos, String text) {
    return by.call(new MessageCommand.Send(clientId(), where, text, Optional.of(pos))).pos();
  }

  private static void react(TestDoor by, ConversationId where, long pos, String emoji) {
    by.call(new MessageCommand.React(clientId(), where, pos, emoji, true));
  }

  private static String mention(TestPerson person) {
    return "<@" + person.account() + "> look";
  }

  @ParameterizedTest
  @EnumSource
  void historyPinsReactionsAndQuotesShowNothingOfAnother(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Scene scene = Scene.of(cast);
      ConversationId thread = scene.thread();
      long said = TestSteps.send(OWNER, thread, "said").pos();
      long gus = TestSteps.send(scene.guses(), thread, "from gus").pos();
      quote(OWNER, thread, gus, "about gus");
      quote(scene.guses(), thread, said, "gus about it");
      TestSteps.send(scene.eves(), thread, "from eve");
      for (TestDoor each : List.of(scene.eves(), scene.guses(), OWNER)) {
        react(each, thread, said, each == OWNER ? "🎉" : "👍");
      }
      for (long pos : List.of(said, gus)) {
        OWNER.call(new MessageCommand.Pin(clientId(), thread, pos, true));
      }

      assertThat(cast.texts(scene.eve(), thread)).containsExactly("said", "about gus", "from eve");
      assertThat(cast.texts(scene.gus(), thread))
          .containsExactly("said", "from gus", "about gus", "gus about it");
      assertThat(cast.texts(OWNER, thread)).hasSize(5);
      assertThat(scene.history(scene.eve())).allMatch(it -> it.quote().isEmpty());
      assertThat(scene.history(scene.gus())).filteredOn(it -> it.quote().isPresent()).hasSize(2);
      assertThat(reactors(scene.history(scene.eve()).getFirst()))
          .containsExactlyInAnyOrder(scene.eve().account(), OWNER.account());
      assertThat(reactors(scene.history(scene.gus()).getFirst()))
          .containsExactlyInAnyOrder(scene.gus().account(), OWNER.account());
      assertThat(reactors(scene.history(OWNER).getFirst())).hasSize(3);
      assertThat(scene.eves().call(new MessageCommand.ListPins(thread)).messages())
          .extracting(Message::pos)
          .containsExactly(said);
      assertThat(scene.guses().call(new MessageCommand.ListPins(thread)).messages()).hasSize(2);
    }
  }

  private static List<AccountId> reactors(Message message) {
    return message.reactions().stream().flatMap(it -> it.people().stream()).toList();
  }

  /** A message of another is as absent as one that never was, also to who guesses where it is. */
  @ParameterizedTest
  @EnumSource
  void messageOfAnotherCannotBeTouched(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Scene scene = Scene.of(cast);
      ConversationId thread = scene.thread();
      long gus = TestSteps.send(scene.guses(), thread, "from gus").pos();
      for (long pos : List.of(gus, gus - 1)) {
        refused(ErrorCode.NOT_FOUND, () -> react(scene.eves(), thread, pos, "👍"));
        refused(ErrorCode.NOT_FOUND, () -> quote(scene.eves(), thread, pos, "what?"));
        refused(
            ErrorCode.NOT_FOUND,
            () -> scene.eves().call(new MessageCommand.Edit(clientId(), thread, pos, "mine")));
        refused(
            ErrorCode.NOT_FOUND,
            () -> scene.eves().call(new MessageCommand.Delete(clientId(), thread, pos)));
      }
      quote(OWNER, thread, gus, "but we do");
    }
  }

  @ParameterizedTest
  @EnumSource
  void inboxAndMentionsCountNothingOfAnother(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Scene scene = Scene.of(cast);
      ConversationId thread = scene.thread();
      long said = TestSteps.send(OWNER, thread, mention(scene.eve())).pos();
      InboxEntry before = scene.entry(scene.eve());
      assertThat(before.head()).isEqualTo(said);
      assertThat(before.mentions()).isEqualTo(1);
      assertThat(before.unreadCount()).isEqualTo(1);
      long gus = TestSteps.send(scene.guses(), thread, mention(scene.eve())).pos();
      react(scene.guses(), thread, said, "👍");
      assertThat(scene.entry(scene.eve())).isEqualTo(before);
      assertThat(scene.eves().call(new InboxCommand.ListMentions(Optional.empty())).messages())
          .extracting(Message::pos)
          .containsExactly(said);
      scene.eves().call(new InboxCommand.MarkRead(thread, Limits.NUMBER_MAX));
      assertThat(scene.entry(scene.eve()).readPos()).isEqualTo(said).isLessThan(gus);
      assertThat(scene.entry(OWNER).head()).isGreaterThan(gus);
      assertThat(scene.entry(scene.gus()).mentions()).isZero();
      // N-5: who would come from outside would see no more of them.
      Optional<String> address = Optional.of(TestServer.address(TestCast.unique("new")));
      Optional<HistoryWindow> everything = Optional.of(HistoryWindow.everything());
      assertThat(
              cast.as(OWNER)
                  .call(
                      new MemberCommand.PreviewAdd(
                          thread, Optional.empty(), address, everything, Optional.empty()))
                  .messages())
          .isEqualTo(1);
    }
  }

  /** Nor does the mark of a member tell that they read something of another. */
  @ParameterizedTest
  @EnumSource
  void receiptsStandAtWhatTheReaderSees(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Scene scene = Scene.of(cast);
      ConversationId thread = scene.thread();
      long said = TestSteps.send(OWNER, thread, "said").pos();
      long gus = TestSteps.send(scene.guses(), thread, "from gus").pos();
      cast.as(OWNER).call(new InboxCommand.MarkRead(thread, gus));
      scene.guses().call(new InboxCommand.MarkRead(thread, gus));
      List<Watermark> eves = scene.eves().call(new InboxCommand.ListReceipts(thread)).watermarks();
      assertThat(eves).containsExactly(new Watermark(OWNER.account(), said, said));
      assertThat(scene.guses().call(new InboxCommand.ListReceipts(thread)).watermarks())
          .contains(new Watermark(OWNER.account(), gus, gus));
      assertThat(cast.as(OWNER).call(new InboxCommand.ListReceipts(thread)).watermarks())
          .extracting(Watermark::person)
          .contains(scene.gus().account());
    }
  }

  @ParameterizedTest
  @EnumSource
  void rosterContactsPresenceAndDmsKnowNoOther(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Scene scene = Scene.of(cast);
      ConversationId thread = scene.thread();
      AccountId gus = scene.gus().account();
      AccountId nobody = new AccountId(4711);
      cast.socket(scene.gus());
      assertThat(people(cast.roster(scene.eve(), thread)))
          .containsExactlyInAnyOrder(OWNER.account(), scene.eve().account());
      assertThat(people(cast.roster(OWNER, thread)))
          .containsExactlyInAnyOrder(OWNER.account(), scene.eve().account(), gus);
      for (AccountId person : List.of(gus, nobody)) {
        assertThat(scene.eves().call(new MemberCommand.ListPaths(thread, person)).paths())
            .isEmpty();
        refused(ErrorCode.NOT_FOUND, () -> scene.eves().call(new PeopleCommand.Show(person)));
        refused(ErrorCode.NOT_FOUND, () -> TestSteps.dm(scene.eves(), person));
        assertThat(
                cast.socket(scene.eve())
                    .call(new InterestCommand.Subscribe(List.of(person)))
                    .presences())
            .isEmpty();
      }
      assertThat(
              scene
                  .eves()
                  .call(new PeopleCommand.Find("Gus", Optional.empty(), Optional.empty()))
                  .people())
          .isEmpty();
      assertThat(cast.as(OWNER).call(new PeopleCommand.Show(gus)).person().external()).isTrue();
      assertThat(scene.eves().call(new PeopleCommand.Show(OWNER.account())).person().id())
          .isEqualTo(OWNER.account());
      assertThat(scene.eves().call(new ConversationCommand.Show(thread)).conversation())
          .matches(view -> view.externals().isEmpty() && view.audience().isEmpty());
      // Where they meet besides, they know each other as anywhere.
      ConversationId open = TestSteps.thread(OWNER, "Open", scene.eve().account(), gus);
      assertThat(people(cast.roster(scene.eve(), open))).contains(gus);
      assertThat(scene.eves().call(new PeopleCommand.Show(gus)).person().id()).isEqualTo(gus);
    }
  }

  private static List<AccountId> people(List<RosterEntry> roster) {
    return roster.stream().flatMap(it -> it.person().stream()).map(Person::id).toList();
  }

  /** Live, in heads, signals and after a reconnect: what another does is not sent. */
  @ParameterizedTest
  @EnumSource
  void nothingOfAnotherIsSent(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      cast.as(OWNER).call(Setting.of(thread, APART));
      String name = TestCast.unique("Eve");
      Scene scene =
          new Scene(
              cast,
              thread,
              TestSteps.external(SERVER, OWNER, thread, name),
              cast.external(thread, "Gus"));
      long said = TestSteps.send(OWNER, thread, "said").pos();
      TestClient open = cast.socket(scene.eve());
      open.call(new InterestCommand.Open(thread, Optional.empty()));
      open.call(new InterestCommand.Subscribe(List.of(scene.gus().account())));
      TestPerson elsewhere = SERVER.signIn(name);
      try (TestClient aside = elsewhere.connect()) {
        String since = aside.hello().since();
        int heard = open.received().size();
        int asideHeard = aside.received().size();
        everything(cast, scene, said);
        TestSteps.setUntil(
            OWNER,
            thread,
            scene.gus().account(),
            Optional.of(SERVER.database().clock().now().plusSeconds(86_400)));
        TestSteps.remove(OWNER, thread, scene.gus().account());
        long last = TestSteps.send(OWNER, thread, "last").pos();
        open.await(LogEvent.MessagePosted.class, it -> it.pos() == last);
        assertThat(open.received().subList(heard, open.received().size()))
            .filteredOn(Event.class::isInstance)
            .hasSize(1);
        aside.await(Event.HeadMoved.class, it -> it.head() == last);
        assertThat(aside.received().subList(asideHeard, aside.received().size()))
            .filteredOn(Event.class::isInstance)
            .hasSize(1);
        try (TestClient again = elsewhere.connect()) {
          SessionResult.Resumed resumed =
              again.call(new SessionCommand.Resume(since, List.of(new Cursor(thread, said))));
          assertThat(resumed.heads()).allMatch(it -> it.head() == last);
          again.await(LogEvent.MessagePosted.class, it -> it.pos() == last);
          assertThat(again.events(LogEvent.class)).hasSize(1);
        }
      }
    }
  }

  /** Nothing of a young conversation was swept: nobody is sent to load it again. */
  @Test
  void allFromTheBeginningComesToWhoDoesNotSeeAll() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Lobby"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      OWNER.call(Setting.of(thread, APART));
      TestPerson gus = cast.external(thread, "Gus");
      TestSteps.send(cast.as(gus), thread, "unseen");
      long said = TestSteps.send(OWNER, thread, "said").pos();
      OWNER.call(
          Adding.person(thread, eve.account()).seeing(new HistoryWindow.Everything()).command());
      TestClient open = cast.socket(eve);
      open.call(new InterestCommand.Open(thread, Optional.of(0L)));
      open.await(LogEvent.MessagePosted.class, it -> it.pos() == said);
      assertThat(open.events(LogEvent.MessagePosted.class)).hasSize(1);
      assertThat(open.events(Event.Resync.class)).isEmpty();
    }
  }

  private static void everything(TestCast cast, Scene scene, long said) {
    ConversationId thread = scene.thread();
    TestClient gus = cast.socket(scene.gus());
    gus.call(new InterestCommand.Open(thread, Optional.empty()));
    gus.call(new InterestCommand.StartTyping(thread));
    long pos = TestSteps.send(gus, thread, mention(scene.eve())).pos();
    gus.call(new MessageCommand.Edit(clientId(), thread, pos, "edited"));
    react(gus, thread, said, "👍");
    react(gus, thread, pos, "👍");
    react(OWNER, thread, pos, "🎉");
    OWNER.call(new MessageCommand.Pin(clientId(), thread, pos, true));
    gus.call(new InboxCommand.MarkRead(thread, pos));
    cast.socket(OWNER).call(new InboxCommand.MarkRead(thread, pos));
    gus.call(new MessageCommand.React(clientId(), thread, said, "👍", false));
    OWNER.call(new MessageCommand.Delete(clientId(), thread, pos));
  }

  /** Externals leave nothing that others would come upon: no thread, no pin, no suggestion. */
  @ParameterizedTest
  @EnumSource
  void externalsStartAndSuggestNothing(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Team"));
      TestPerson eve = cast.external(group, "Eve");
      OWNER.call(Setting.of(group, APART));
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              cast.as(eve)
                  .call(
                      new ThreadCommand.Create(
                          clientId(),
                          Optional.empty(),
                          "Mine",
                          List.of(),
                          List.of(group),
                          Optional.empty())));
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              cast.as(eve)
                  .call(
                      new JoinCommand.Suggest(
                          clientId(),
                          group,
                          TestServer.address(TestCast.unique("new")),
                          Optional.empty(),
                          Optional.empty())));
    }
  }

  /** It is decided by the policy of the moment; the stricter one waits for the fence. */
  @ParameterizedTest
  @EnumSource
  void stricterPolicyHidesAndLaxerOneShowsWhatWasWritten(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson gus = cast.external(thread, "Gus");
      TestClient socket = cast.socket(eve);
      socket.call(new InterestCommand.Open(thread, Optional.empty()));
      long seen = TestSteps.send(cast.as(gus), thread, "seen").pos();
      socket.await(LogEvent.MessagePosted.class, it -> it.pos() == seen);
      assertThat(cast.texts(eve, thread)).containsExactly("seen");

      PoliciesSet set = cast.as(OWNER).call(Setting.of(thread, APART));
      assertThat(set.receipt()).isPresent();
      long hidden = TestSteps.send(cast.as(gus), thread, "hidden").pos();
      long said = TestSteps.send(OWNER, thread, "said").pos();
      socket.await(LogEvent.MessagePosted.class, it -> it.pos() == said);
      assertThat(socket.events(LogEvent.MessagePosted.class)).noneMatch(it -> it.pos() == hidden);
      assertThat(cast.texts(eve, thread)).containsExactly("said");

      assertThat(
              cast.as(OWNER)
                  .call(Setting.back(thread, PolicyKey.EXTERNALS_SEE_EXTERNALS))
                  .receipt())
          .isEmpty();
      assertThat(cast.texts(eve, thread)).containsExactly("seen", "hidden", "said");
      long late = TestSteps.send(cast.as(gus), thread, "late").pos();
      socket.await(LogEvent.MessagePosted.class, it -> it.pos() == late);
    }
  }

  /** A thread is as strict as each group that it is addressed to. */
  @ParameterizedTest
  @EnumSource
  void groupThatKeepsThemApartDoesSoInItsThreads(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Team"));
      OWNER.call(Setting.of(group, APART));
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson gus = cast.external(thread, "Gus");
      TestClient socket = cast.socket(eve);
      socket.call(new InterestCommand.Open(thread, Optional.empty()));
      TestSteps.send(cast.as(gus), thread, "before");
      cast.as(OWNER).call(Adding.group(thread, group).command());
      long hidden = TestSteps.send(cast.as(gus), thread, "after").pos();
      long said = TestSteps.send(OWNER, thread, "said").pos();
      socket.await(LogEvent.MessagePosted.class, it -> it.pos() == said);
      assertThat(socket.events(LogEvent.MessagePosted.class)).noneMatch(it -> it.pos() == hidden);
      assertThat(cast.texts(eve, thread)).containsExactly("said");
      TestSteps.removeGroup(OWNER, thread, group);
      assertThat(cast.texts(eve, thread)).containsExactly("before", "after", "said");
    }
  }

  /** D4: whom one does not see one does not mention, unless the policy says so: then it counts. */
  @ParameterizedTest
  @EnumSource
  void mentionOfSomebodyUnseenCountsWhereThePolicySaysSo(Door door) {
    WorkspaceId workspace = TestSteps.workspace(OWNER);
    PolicyValues all = PolicyValues.NONE.externalMentions(ExternalMentions.ALL_OF_CONVERSATION);
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      refused(ErrorCode.INVALID, () -> cast.as(OWNER).call(Setting.of(workspace, all)));
      OWNER.call(Setting.of(workspace, APART));
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson gus = cast.external(thread, "Gus");
      TestSteps.send(cast.as(eve), thread, mention(gus));
      cast.as(OWNER).call(Setting.of(workspace, all));
      long counts = TestSteps.send(cast.as(eve), thread, mention(gus)).pos();
      assertThat(mentions(cast.as(gus))).isEmpty();
      OWNER.call(
          Setting.back(workspace, PolicyKey.EXTERNALS_SEE_EXTERNALS, PolicyKey.EXTERNAL_MENTIONS));
      assertThat(mentions(cast.as(gus))).containsExactly(counts);
    } finally {
      OWNER.call(
          Setting.back(workspace, PolicyKey.EXTERNALS_SEE_EXTERNALS, PolicyKey.EXTERNAL_MENTIONS));
    }
  }

  /** The workspace's own policy is about DMs too: two externals in one do not see each other. */
  @ParameterizedTest
  @EnumSource
  void dmIsAsItsWorkspaceIs(Door door) {
    WorkspaceId workspace = TestSteps.workspace(OWNER);
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson gus = cast.external(thread, "Gus");
      ConversationId dm = TestSteps.dm(OWNER, eve.account(), gus.account()).id();
      assertThat(cast.as(eve).call(new ConversationCommand.Show(dm)).conversation().name())
          .contains("Gus");
      OWNER.call(Setting.of(workspace, APART));
      TestSteps.send(cast.as(gus), dm, "from gus");
      TestSteps.send(OWNER, dm, "said");
      assertThat(cast.texts(eve, dm)).containsExactly("said");
      assertThat(cast.as(eve).call(new ConversationCommand.Show(dm)).conversation().name())
          .contains("Owner")
          .doesNotContain("Gus");
      assertThat(people(cast.roster(eve, dm))).doesNotContain(gus.account());
    } finally {
      OWNER.call(Setting.back(workspace, PolicyKey.EXTERNALS_SEE_EXTERNALS));
    }
  }

  private static List<Long> mentions(TestDoor reader) {
    return reader.call(new InboxCommand.ListMentions(Optional.empty())).messages().stream()
        .map(Message::pos)
        .toList();
  }
}
