package io.drawbridge.server.join;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinLinkState;
import io.drawbridge.protocol.join.JoinLinkView;
import io.drawbridge.protocol.join.JoinOutcome;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalJoin;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.JoinResult.JoinApplied;
import io.drawbridge.protocol.result.JoinResult.JoinLinkCreated;
import io.drawbridge.protocol.result.JoinResult.JoinLinkShown;
import io.drawbridge.protocol.result.JoinResult.JoinLinks;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Join links and requests to join, through both doors (G-6, HAP-1, HAP-2, HAP-17, HAP-23). */
final class JoinLinkWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  static {
    OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.EXTERNAL_JOIN, ExternalJoin.LINK)));
  }

  /** Somebody with an account who has nothing to do with the conversation of the test. */
  private static TestPerson outsider(TestCast cast, String name) {
    return cast.external(TestSteps.thread(OWNER, "Elsewhere"), name);
  }

  private static List<JoinRequestView> requests(TestDoor by, ConversationId conversation) {
    return by.call(new JoinCommand.ListRequests(conversation)).requests();
  }

  private static List<JoinLinkView> links(TestDoor by, ConversationId conversation) {
    return by.call(JoinCommand.ListLinks.into(conversation)).links();
  }

  private static JoinLinkShown open(JoinLinkCreated link) {
    return SERVER.nobody().call(new JoinCommand.OpenLink(link.token()));
  }

  @ParameterizedTest
  @EnumSource
  void whoAppliesIsLetInByWhoManagesTheConversation(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestSteps.send(OWNER, thread, "before");
      TestPerson eve = outsider(cast, "Eve");
      TestPerson finn = outsider(cast, "Finn");
      cast.socket(OWNER);
      JoinLinkCreated link = cast.as(ben).call(Joining.link(thread));
      assertThat(open(link).approval()).isTrue();
      assertThat(link.url().value()).endsWith("/#join=" + link.token().value());

      JoinApplied asked = cast.as(eve).call(Joining.apply(link.token()));
      assertThat(asked.outcome()).isEqualTo(JoinOutcome.PENDING);
      assertThat(asked.conversation()).isEmpty();
      JoinApplied finns = cast.as(finn).call(Joining.apply(link.token()));
      JoinApplied again = cast.as(eve).call(Joining.apply(link.token()));
      assertThat(again).isEqualTo(asked);
      cast.socket(OWNER)
          .await(
              Event.JoinRequested.class,
              it -> it.request().request().equals(asked.request().orElseThrow()));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));

      assertThat(requests(cast.as(OWNER), thread)).hasSize(2);
      assertThat(requests(cast.as(OWNER), thread).getFirst().email()).contains(eve.email());
      assertThat(requests(cast.as(OWNER), thread).getFirst().proved()).isTrue();
      refused(ErrorCode.NOT_ALLOWED, () -> requests(cast.as(ben), thread));
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              cast.as(ben)
                  .call(new JoinCommand.Approve(clientId(), asked.request().orElseThrow())));
      cast.as(OWNER).call(new JoinCommand.Approve(clientId(), asked.request().orElseThrow()));
      cast.as(OWNER).call(new JoinCommand.Deny(clientId(), finns.request().orElseThrow()));
      TestSteps.send(OWNER, thread, "after");

      assertThat(cast.texts(eve, thread)).containsExactly("after");
      RosterEntry eves =
          cast.roster(OWNER, thread).stream()
              .filter(it -> it.person().filter(p -> p.id().equals(eve.account())).isPresent())
              .findFirst()
              .orElseThrow();
      assertThat(eves.sponsor()).contains(OWNER.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(finn, thread));
      assertThat(cast.as(finn).call(Joining.apply(link.token())).outcome())
          .isEqualTo(JoinOutcome.DENIED);
      assertThat(requests(cast.as(OWNER), thread)).isEmpty();
      refused(
          ErrorCode.CONFLICT,
          () ->
              cast.as(OWNER)
                  .call(new JoinCommand.Approve(clientId(), finns.request().orElseThrow())));
    }
  }

  /** 7.3: who runs the workspace lists and ends all its links, and learns no name by that. */
  @ParameterizedTest
  @EnumSource
  void adminsListTheLinksOfTheWholeWorkspace(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson ada = cast.member("Ada");
      OWNER.call(
          new WorkspaceCommand.SetRole(clientId(), WORKSPACE, ada.account(), WorkspaceRole.ADMIN));
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      JoinLinkCreated first = cast.as(ben).call(Joining.link(thread));
      JoinLinkCreated second = cast.as(OWNER).call(Joining.link(TestSteps.thread(OWNER, "Two")));

      Map<JoinLinkId, JoinLinkView> adas = all(cast.as(ada));
      assertThat(adas).containsKeys(first.link(), second.link());
      assertThat(adas.values()).noneMatch(it -> it.title().filter("Offer"::equals).isPresent());
      assertThat(all(cast.as(OWNER)).values())
          .anyMatch(
              it -> it.link().equals(first.link()) && it.title().equals(Optional.of("Offer")));
      cast.as(ada).call(new JoinCommand.RevokeLink(clientId(), first.link()));
      assertThat(all(cast.as(ada))).doesNotContainKey(first.link());

      refused(ErrorCode.NOT_ALLOWED, () -> all(cast.as(ben)));
      TestPerson eve = outsider(cast, "Eve");
      refused(ErrorCode.NOT_FOUND, () -> all(cast.as(eve)));
    }
  }

  /** All links of the workspace, page by page. */
  private static Map<JoinLinkId, JoinLinkView> all(TestDoor by) {
    Map<JoinLinkId, JoinLinkView> all = new LinkedHashMap<>();
    Optional<JoinLinkId> after = Optional.empty();
    boolean more = true;
    while (more) {
      JoinLinks page =
          by.call(new JoinCommand.ListLinks(Optional.empty(), Optional.of(WORKSPACE), after));
      page.links().forEach(link -> all.put(link.link(), link));
      after = Optional.of(page.links()).filter(it -> !it.isEmpty()).map(it -> it.getLast().link());
      more = page.more();
    }
    return all;
  }

  /** Who asked hears that it was not approved, and no more. */
  @ParameterizedTest
  @EnumSource
  void whoIsDeniedHearsThatAlone(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = outsider(cast, "Eve");
      JoinLinkCreated link = cast.as(OWNER).call(Joining.link(thread));
      JoinApplied asked = cast.as(eve).call(Joining.apply(link.token()));
      cast.socket(eve);
      cast.as(OWNER).call(new JoinCommand.Deny(clientId(), asked.request().orElseThrow()));
      Event.JoinRequestEnded told = cast.socket(eve).await(Event.JoinRequestEnded.class, _ -> true);
      assertThat(told)
          .isEqualTo(
              new Event.JoinRequestEnded(asked.request().orElseThrow(), JoinRequestState.DENIED));
    }
  }

  /** HAP-2: by the policy, a link of who manages the conversation lets people in at once. */
  @ParameterizedTest
  @EnumSource
  void linkWithoutApprovalLetsItsMailDomainsInAtOnce(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = outsider(cast, "Eve");
      String domain = eve.email().substring(eve.email().indexOf('@') + 1);
      Joining atOnce = Joining.into(thread).atOnce().lasting(30);
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(atOnce.command()));
      JoinLinkCreated others = cast.as(OWNER).call(atOnce.from("other.example").command());
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(eve).call(Joining.apply(others.token())));
      JoinLinkCreated link =
          cast.as(OWNER).call(atOnce.from(domain.toUpperCase(Locale.ROOT)).command());
      JoinApplied joined = cast.as(eve).call(Joining.apply(link.token()));
      assertThat(joined.outcome()).isEqualTo(JoinOutcome.JOINED);
      assertThat(joined.conversation()).contains(thread);
      assertThat(cast.as(eve).call(Joining.apply(link.token())).outcome())
          .isEqualTo(JoinOutcome.JOINED);
      RosterEntry entry =
          cast.roster(OWNER, thread).stream()
              .filter(it -> it.person().filter(p -> p.id().equals(eve.account())).isPresent())
              .findFirst()
              .orElseThrow();
      assertThat(entry.sponsor()).contains(OWNER.account());
      assertThat(entry.until().orElseThrow())
          .isBetween(
              Instant.now().plusSeconds(29 * 86_400L), Instant.now().plusSeconds(31 * 86_400L));
      assertThat(links(cast.as(OWNER), thread))
          .filteredOn(it -> it.link().equals(link.link()))
          .singleElement()
          .satisfies(it -> assertThat(it.uses()).isEqualTo(1));
    }
  }

  /** A stranger goes on by the mail of an invitation, which proves the mailbox. */
  @ParameterizedTest
  @EnumSource
  void strangerAppliesWithAnAddressAndGoesOnByItsMail(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      JoinLinkCreated asking = cast.as(OWNER).call(Joining.link(group));
      JoinLinkCreated atOnce = cast.as(OWNER).call(Joining.into(group).atOnce().times(1).command());
      assertThat(open(asking).title()).isPresent();
      String slow = TestCast.unique("slow") + "@partner.example";
      String fast = TestCast.unique("fast") + "@partner.example";
      for (int i = 0; i < 2; i++) {
        assertThat(SERVER.nobody().call(Joining.byMail(asking.token(), slow)).outcome())
            .isEqualTo(JoinOutcome.PENDING);
        if (i == 0) {
          assertThat(SERVER.nobody().call(Joining.byMail(atOnce.token(), fast)).outcome())
              .isEqualTo(JoinOutcome.MAILED);
        }
      }
      JoinRequestView request = requests(cast.as(OWNER), group).getFirst();
      assertThat(request.email()).contains(slow);
      assertThat(request.proved()).isFalse();
      assertThat(cast.as(OWNER).call(new InvitationCommand.ListInvitations(Optional.of(group))))
          .satisfies(it -> assertThat(it.invitations()).hasSize(1));
      cast.as(OWNER).call(new JoinCommand.Approve(clientId(), request.request()));
      TestPerson slower = SERVER.redeem("Slow", slow);
      TestPerson faster = SERVER.redeem("Fast", fast);
      TestSteps.send(OWNER, group, "welcome");
      assertThat(cast.texts(slower, group)).containsExactly("welcome");
      assertThat(cast.texts(faster, group)).containsExactly("welcome");
      refused(ErrorCode.LINK_SPENT, () -> open(atOnce));
      assertThat(links(cast.as(OWNER), group))
          .filteredOn(it -> it.link().equals(atOnce.link()))
          .extracting(JoinLinkView::state)
          .containsExactly(JoinLinkState.USED_UP);
    }
  }

  /** 7.4: a link tells its holder no name of a thread, or of a secret group. */
  @ParameterizedTest
  @EnumSource
  void linkTellsNoNameThatIsHidden(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Hostile offer");
      ConversationId secret =
          OWNER
              .call(
                  new GroupCommand.Create(
                      clientId(), WORKSPACE, "Hostile group", Visibility.SECRET, List.of()))
              .conversation()
              .id();
      for (ConversationId hidden : List.of(thread, secret)) {
        JoinLinkShown shown = open(cast.as(OWNER).call(Joining.link(hidden)));
        assertThat(shown.title()).isEmpty();
        assertThat(shown.inviter()).isEqualTo("Owner");
        assertThat(shown.note()).contains("Welcome");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void revokedLinkIsDeadWithAllThatWaitsBecauseOfIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cara = cast.member("Cara");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), cara.account());
      TestPerson eve = outsider(cast, "Eve");
      JoinLinkCreated bens = cast.as(ben).call(Joining.link(thread));
      JoinLinkCreated owners = cast.as(OWNER).call(Joining.into(thread).atOnce().command());
      JoinApplied asked = cast.as(eve).call(Joining.apply(bens.token()));
      String invited = TestCast.unique("invited") + "@partner.example";
      SERVER.nobody().call(Joining.byMail(owners.token(), invited));
      assertThat(links(cast.as(OWNER), thread)).hasSize(2);
      assertThat(links(cast.as(ben), thread))
          .extracting(JoinLinkView::link)
          .containsExactly(bens.link());
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> cast.as(cara).call(new JoinCommand.RevokeLink(clientId(), bens.link())));
      refused(
          ErrorCode.NOT_FOUND,
          () -> cast.as(eve).call(new JoinCommand.RevokeLink(clientId(), bens.link())));
      cast.as(ben).call(new JoinCommand.RevokeLink(clientId(), bens.link()));
      cast.as(OWNER).call(new JoinCommand.RevokeLink(clientId(), owners.link()));
      refused(ErrorCode.LINK_SPENT, () -> open(bens));
      refused(ErrorCode.LINK_SPENT, () -> cast.as(eve).call(Joining.apply(bens.token())));
      refused(
          ErrorCode.LINK_SPENT,
          () -> SERVER.nobody().call(Joining.byMail(owners.token(), invited)));
      refused(
          ErrorCode.CONFLICT,
          () ->
              cast.as(OWNER)
                  .call(new JoinCommand.Approve(clientId(), asked.request().orElseThrow())));
      assertThat(requests(cast.as(OWNER), thread)).isEmpty();
      assertThat(
              cast.as(OWNER)
                  .call(new InvitationCommand.ListInvitations(Optional.of(thread)))
                  .invitations())
          .isEmpty();
      assertThat(links(cast.as(OWNER), thread)).isEmpty();
    }
  }

  /** 7.3: admins of the workspace see and end links into what they cannot read. */
  @ParameterizedTest
  @EnumSource
  void adminEndsLinksIntoWhatTheyAreNotIn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson admin = cast.member("Admin");
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      JoinLinkCreated link = cast.as(OWNER).call(Joining.link(thread));
      assertThat(links(cast.as(admin), thread)).hasSize(1);
      refused(ErrorCode.NOT_FOUND, () -> cast.as(admin).call(Joining.link(thread)));
      cast.as(admin).call(new JoinCommand.RevokeLink(clientId(), link.link()));
      refused(ErrorCode.LINK_SPENT, () -> open(link));
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalsAndStrangersMakeNoLinks(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson inside = cast.external(thread, "Inside");
      TestPerson outside = outsider(cast, "Outside");
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(inside).call(Joining.link(thread)));
      refused(ErrorCode.NOT_ALLOWED, () -> links(cast.as(inside), thread));
      refused(ErrorCode.NOT_ALLOWED, () -> requests(cast.as(inside), thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(outside).call(Joining.link(thread)));
      refused(ErrorCode.NOT_FOUND, () -> links(cast.as(outside), thread));
      refused(ErrorCode.NOT_FOUND, () -> requests(cast.as(outside), thread));
    }
  }

  /** N-17: somebody who comes back sees what follows, whatever the link opens to others. */
  @ParameterizedTest
  @EnumSource
  void linkReopensNoGap(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestSteps.send(OWNER, thread, "first");
      TestPerson back = cast.external(thread, "Back");
      TestPerson fresh = outsider(cast, "Fresh");
      cast.as(back).call(new ConversationCommand.Leave(clientId(), thread));
      TestSteps.send(OWNER, thread, "gap");
      JoinLinkCreated link =
          cast.as(OWNER)
              .call(Joining.into(thread).atOnce().seeing(HistoryWindow.everything()).command());
      cast.as(back).call(Joining.apply(link.token()));
      cast.as(fresh).call(Joining.apply(link.token()));
      TestSteps.send(OWNER, thread, "last");
      assertThat(cast.texts(back, thread)).containsExactly("last");
      assertThat(cast.texts(fresh, thread)).containsExactly("first", "gap", "last");
    }
  }
}
