package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.AccountCommand;
import io.drawbridge.protocol.frame.AccountResult.LinkShown;
import io.drawbridge.protocol.frame.AccountResult.Redeemed;
import io.drawbridge.protocol.frame.ConversationCommand;
import io.drawbridge.protocol.frame.GroupCommand;
import io.drawbridge.protocol.frame.InvitationCommand;
import io.drawbridge.protocol.frame.InvitationState;
import io.drawbridge.protocol.frame.InvitationView;
import io.drawbridge.protocol.frame.MemberCommand;
import io.drawbridge.protocol.frame.MemberResult.MemberAdded;
import io.drawbridge.protocol.frame.RosterState;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.frame.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.Letter;
import io.drawbridge.server.mail.Mailer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InvitationsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static final TestHouse.Home NORTH = HOUSE.workspace("North");
  private static final TestHouse.Home SOUTH = HOUSE.workspace("South");
  private static int number;

  private final String email = "guest" + ++number + "@else.example";

  @Test
  void mailedLinkMakesAFreeAccountThatIsIn() {
    ConversationId group = group(NORTH);
    MemberAdded added = invite(NORTH.owner(), group, email);
    assertThat(added.state()).isEqualTo(RosterState.INVITED);
    Redeemed redeemed = HOUSE.redeem(HOUSE.token(email), "Gus");
    assertThat(redeemed.conversation()).contains(group);
    assertThat(sees(HOUSE.caller(redeemed.tokens()), group)).isTrue();
  }

  @Test
  void linkShowsWhatItIsForAndSpendsNothing() {
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    Secret token = HOUSE.token(email);
    LinkShown shown = HOUSE.tell(new AccountCommand.ShowLink(token));
    assertThat(shown.title()).contains("Plans");
    assertThat(shown.inviter()).contains("owner-north");
    assertThat(shown.note()).contains("Please join");
    assertThat(shown.needsName()).isTrue();
    assertThat(HOUSE.tell(new AccountCommand.ShowLink(token))).isEqualTo(shown);
    assertThat(HOUSE.redeem(token, "Gus").conversation()).contains(group);
  }

  @Test
  void existingAccountAcceptsWithoutTheMail() {
    Caller gus = HOUSE.person(email);
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    HOUSE.letter(email);
    List<InvitationView> mine = invitations(gus, Optional.empty());
    assertThat(mine).hasSize(1);
    assertThat(sees(gus, group)).isFalse();
    InvitationId invitation = mine.getFirst().invitation();
    var shown = HOUSE.tell(gus, new InvitationCommand.Accept("a1", invitation)).conversation();
    assertThat(shown.conversation()).isEqualTo(group);
    assertThat(shown.foreign()).isTrue();
    assertThat(HOUSE.tell(gus, new InvitationCommand.Accept("a1", invitation)).conversation())
        .isEqualTo(shown);
    assertThat(code(() -> HOUSE.tell(gus, new InvitationCommand.Accept("a2", invitation))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(invitations(gus, Optional.empty())).isEmpty();
  }

  /** Leaks 49 and 111: what is mailed to one address is nothing to another. */
  @Test
  void invitationToAnotherAddressDoesNotExist() {
    Caller eve = HOUSE.person("eve" + number + "@else.example");
    InvitationId foreign = invite(NORTH.owner(), group(NORTH), email).invitation().orElseThrow();
    HOUSE.letter(email);
    InvitationId absent = new InvitationId(424242);
    for (InvitationId id : List.of(foreign, absent)) {
      assertThat(code(() -> HOUSE.tell(eve, new InvitationCommand.Accept("x" + id, id))))
          .isEqualTo(ErrorCode.NOT_FOUND);
      assertThat(code(() -> HOUSE.tell(eve, new InvitationCommand.Decline("y" + id, id))))
          .isEqualTo(ErrorCode.NOT_FOUND);
      assertThat(code(() -> HOUSE.tell(eve, new InvitationCommand.Resend("z" + id, id))))
          .isEqualTo(ErrorCode.NOT_FOUND);
    }
  }

  /** Leak 111: redeeming proves the mailbox, and nobody but its account. */
  @Test
  void redeemedLinkSignsInTheAccountOfItsAddress() {
    Caller gus = HOUSE.person(email);
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    Redeemed redeemed = HOUSE.redeem(HOUSE.token(email), "Somebody Else");
    assertThat(redeemed.tokens().account()).isEqualTo(gus.account());
    assertThat(redeemed.tokens().session()).isNotEqualTo(gus.session());
  }

  /** Leak 109: of fifty who redeem at once one succeeds. */
  @Test
  void fiftyParallelRedeemsHaveOneSuccess() throws Exception {
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    Secret token = HOUSE.token(email);
    List<Optional<ErrorCode>> outcomes =
        parallel(50, () -> outcome(() -> HOUSE.redeem(token, "Gus")));
    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Optional::isPresent)
        .allMatch(code -> code.get() == ErrorCode.LINK_SPENT);
  }

  /** Leaks 108 and 136: a link works once, and not after removal either. */
  @Test
  void spentLinkBringsNobodyBackAfterRemoval() {
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    Secret token = HOUSE.token(email);
    AccountId guest = HOUSE.redeem(token, "Gus").tokens().account();
    remove(NORTH.owner(), group, Optional.of(guest), Optional.empty());
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.tell(new AccountCommand.ShowLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leak 117: removal ends the older invitation that is still open. */
  @Test
  void pendingInvitationDiesWithTheRemovalOfItsAddressee() {
    Caller gus = HOUSE.person(email);
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    Secret first = HOUSE.token(email);
    HOUSE.redeem(first, "Gus");
    invite(NORTH.owner(), group, email);
    Secret second = HOUSE.token(email);
    remove(NORTH.owner(), group, Optional.of(gus.account()), Optional.empty());
    assertThat(invitations(gus, Optional.empty())).isEmpty();
    assertThat(code(() -> HOUSE.redeem(second, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(sees(gus, group)).isFalse();
  }

  @Test
  void withdrawnInvitationIsWorthNothing() {
    ConversationId group = group(NORTH);
    InvitationId invitation = invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret token = HOUSE.token(email);
    remove(NORTH.owner(), group, Optional.empty(), Optional.of(invitation));
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leak 105: an inviter who may not invite any more brings nobody in. */
  @Test
  void invitationOfARemovedInviterOpensNothing() {
    Caller mia = HOUSE.member(NORTH, "mia" + number + "@home.example");
    ConversationId group = group(NORTH, mia);
    invite(mia, group, email);
    Secret token = HOUSE.token(email);
    remove(NORTH.owner(), group, Optional.of(mia.account()), Optional.empty());
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(invitations(NORTH.owner(), Optional.of(group))).isEmpty();
  }

  /** Leak 106: who may not add cannot invite. */
  @Test
  void strangerAndExternalCannotInvite() {
    ConversationId group = group(NORTH);
    Caller stranger = HOUSE.person("stranger" + number + "@else.example");
    assertThat(code(() -> invite(stranger, group, email))).isEqualTo(ErrorCode.NOT_FOUND);
    invite(NORTH.owner(), group, email);
    Caller guest = HOUSE.caller(HOUSE.redeem(HOUSE.token(email), "Gus").tokens());
    assertThat(code(() -> invite(guest, group, "friend" + email))).isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  /** Leak 104: a link leads into the one conversation it was made for, and its workspace never. */
  @Test
  void linkLeadsNowhereElse() {
    ConversationId here = group(NORTH);
    ConversationId beside = group(NORTH);
    ConversationId elsewhere = group(SOUTH);
    invite(NORTH.owner(), here, email);
    Caller guest = HOUSE.caller(HOUSE.redeem(HOUSE.token(email), "Gus").tokens());
    assertThat(sees(guest, here)).isTrue();
    assertThat(sees(guest, beside)).isFalse();
    assertThat(sees(guest, elsewhere)).isFalse();
    assertThat(HOUSE.tell(guest, new AccountCommand.Me()).workspaces()).isEmpty();
    assertThat(
            code(() ->
                HOUSE.tell(
                    guest,
                    new WorkspaceCommand.ListMembers(
                        NORTH.workspace(), Optional.empty(), Optional.empty()))))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void sameAddressAgainKeepsTheInvitationAndReplacesTheLink() {
    ConversationId group = group(NORTH);
    InvitationId first = invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret old = HOUSE.token(email);
    InvitationId again =
        invite(NORTH.owner(), group, email.toUpperCase(Locale.ROOT)).invitation().orElseThrow();
    assertThat(again).isEqualTo(first);
    Secret fresh = HOUSE.token(email);
    assertThat(code(() -> HOUSE.redeem(old, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(HOUSE.redeem(fresh, "Gus").conversation()).contains(group);
  }

  @Test
  void resentInvitationHasANewLink() {
    ConversationId group = group(NORTH);
    InvitationId invitation = invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret old = HOUSE.token(email);
    HOUSE.tell(NORTH.owner(), new InvitationCommand.Resend(HOUSE.clientId(), invitation));
    Secret fresh = HOUSE.token(email);
    assertThat(code(() -> HOUSE.redeem(old, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(HOUSE.redeem(fresh, "Gus").conversation()).contains(group);
  }

  @Test
  void declinedInvitationIsOver() {
    Caller gus = HOUSE.person(email);
    ConversationId group = group(NORTH);
    InvitationId invitation = invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret token = HOUSE.token(email);
    HOUSE.tell(gus, new InvitationCommand.Decline("d1", invitation));
    HOUSE.tell(gus, new InvitationCommand.Decline("d1", invitation));
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(invitations(NORTH.owner(), Optional.of(group))).isEmpty();
  }

  @Test
  void bouncedMailMakesItUndeliverable() {
    ConversationId group = group(NORTH);
    HOUSE.refusals.add(new Mailer.Refused("SMTP 550"));
    invite(NORTH.owner(), group, email);
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() ->
            invitations(NORTH.owner(), Optional.of(group)).stream()
                .allMatch(view -> view.state() == InvitationState.UNDELIVERABLE));
    assertThat(HOUSE.sent).isEmpty();
  }

  @Test
  void suggestedNameIsUsedWhenNoneIsGiven() {
    invite(NORTH.owner(), group(NORTH), email);
    Redeemed redeemed =
        HOUSE.tell(
            new AccountCommand.Redeem(
                HOUSE.token(email), Optional.empty(), Optional.empty(), "phone"));
    Caller guest = HOUSE.caller(redeemed.tokens());
    assertThat(HOUSE.tell(guest, new AccountCommand.Me()).name()).isEqualTo("Gus Suggested");
  }

  /** Leak 49: the answer to an invitation is the same for every address. */
  @Test
  void addressesWithAndWithoutAccountLookTheSame() {
    HOUSE.person(email);
    ConversationId group = group(NORTH);
    MemberAdded known = invite(NORTH.owner(), group, email);
    MemberAdded unknown = invite(NORTH.owner(), group, "un" + email);
    assertThat(known.state()).isEqualTo(unknown.state());
    assertThat(known.invitation()).isPresent();
    assertThat(unknown.invitation()).isPresent();
    HOUSE.letter(email);
    HOUSE.letter("un" + email);
  }

  /** Leak 110: the token is in the mail and nowhere else. */
  @Test
  void tokenIsStoredNowhere() {
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    Secret token = HOUSE.token(email);
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> !everything().contains(token.value()));
  }

  @Test
  void letterTellsNoMoreThanItShould() {
    ConversationId group = group(NORTH);
    invite(NORTH.owner(), group, email);
    Letter letter = HOUSE.letter(email);
    assertThat(letter.text()).contains("owner-north").contains("Plans").contains("> Please join");
    assertThat(letter.subject()).doesNotContain("Plans");
  }

  private static String everything() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            String.join(
                "\n",
                handle
                    .createQuery(
                        """
                        select to_jsonb(m)::text from mail m
                        union all select to_jsonb(t)::text from one_time_token t
                        union all select to_jsonb(i)::text from invitation i
                        union all select to_jsonb(r)::text from request r
                        """)
                    .mapTo(String.class)
                    .list()));
  }

  private static ConversationId group(TestHouse.Home home, Caller... people) {
    return HOUSE
        .tell(
            home.owner(),
            new GroupCommand.Create(
                HOUSE.clientId(),
                home.workspace(),
                "Plans",
                Visibility.PRIVATE,
                Arrays.stream(people).map(Caller::account).toList()))
        .conversation()
        .conversation();
  }

  private static MemberAdded invite(Caller by, ConversationId conversation, String address) {
    return HOUSE.tell(
        by,
        new MemberCommand.Add(
            HOUSE.clientId(),
            conversation,
            Optional.empty(),
            Optional.of(address),
            Optional.empty(),
            Optional.of("Gus Suggested"),
            Optional.empty(),
            Optional.of("Please join"),
            Optional.empty(),
            Optional.empty()));
  }

  private static void remove(
      Caller by,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<InvitationId> invitation) {
    HOUSE.tell(
        by,
        new MemberCommand.Remove(
            HOUSE.clientId(),
            conversation,
            person,
            Optional.empty(),
            invitation,
            false,
            Optional.empty()));
  }

  private static List<InvitationView> invitations(
      Caller caller, Optional<ConversationId> conversation) {
    return HOUSE.tell(caller, new InvitationCommand.ListInvitations(conversation)).invitations();
  }

  private static boolean sees(Caller caller, ConversationId conversation) {
    return outcome(() -> HOUSE.tell(caller, new ConversationCommand.Show(conversation))).isEmpty();
  }

  private static ErrorCode code(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }

  private static Optional<ErrorCode> outcome(Callable<?> attempt) {
    try {
      attempt.call();
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.code());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static <T> List<T> parallel(int times, Callable<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        futures.add(threads.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
