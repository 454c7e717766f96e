package io.drawbridge.server.invite;

import static io.drawbridge.server.Together.parallel;
import static io.drawbridge.server.invite.InvitationSteps.code;
import static io.drawbridge.server.invite.InvitationSteps.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.MemberResult.MemberAdded;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.mail.letter.Letter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests what an invitation must never open or tell. */
final class LeakInvitationsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static final TestHouse.Home NORTH = HOUSE.workspace("North");
  private static final TestHouse.Home SOUTH = HOUSE.workspace("South");
  private static int number;

  private final String email = "guest" + ++number + "@else.example";

  /** Leaks 49 and 111: what is mailed to one address is nothing to another. */
  @Test
  void invitationToAnotherAddressDoesNotExist() {
    Caller eve = HOUSE.person("eve" + number + "@else.example");
    InvitationId foreign =
        STEPS.invite(NORTH.owner(), STEPS.group(NORTH), email).invitation().orElseThrow();
    HOUSE.post.letter(email);
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

  /** Leak 111: a link proves its mailbox to nobody who has an account, and to no other account. */
  @Test
  void linkSignsInNobodyWhoHasAnAccount() {
    Caller gus = HOUSE.person(email);
    Caller eve = HOUSE.person("eve" + email);
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    assertThat(code(() -> HOUSE.redeem(token, "Somebody Else"))).isEqualTo(ErrorCode.CONFLICT);
    AccountCommand.AcceptLink accept = new AccountCommand.AcceptLink(token);
    assertThat(code(() -> HOUSE.tell(eve, accept))).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(HOUSE.tell(gus, accept).conversation()).contains(group);
    assertThat(STEPS.sees(gus, group)).isTrue();
    assertThat(STEPS.sees(eve, group)).isFalse();
  }

  /** Leak 109: of fifty who redeem at once one succeeds. */
  @Test
  void fiftyParallelRedeemsHaveOneSuccess() throws Exception {
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
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
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    AccountId guest = HOUSE.redeem(token, "Gus").tokens().account();
    STEPS.remove(NORTH.owner(), group, Optional.of(guest), Optional.empty());
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.tell(new AccountCommand.ShowLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leak 117: removal ends the older invitation that is still open. */
  @Test
  void pendingInvitationDiesWithTheRemovalOfItsAddressee() {
    Caller gus = HOUSE.person(email);
    ConversationId elsewhere = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), elsewhere, email);
    HOUSE.tell(gus, new AccountCommand.AcceptLink(HOUSE.post.token(email)));
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret second = HOUSE.post.token(email);
    STEPS.add(NORTH.owner(), group, gus.account());
    HOUSE.post.letter(email);
    STEPS.remove(NORTH.owner(), group, Optional.of(gus.account()), Optional.empty());
    assertThat(STEPS.invitations(gus, Optional.empty())).isEmpty();
    assertThat(code(() -> HOUSE.tell(gus, new AccountCommand.AcceptLink(second))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.sees(gus, group)).isFalse();
  }

  /** Leak 105: an inviter who may not invite any more brings nobody in. */
  @Test
  void invitationOfARemovedInviterOpensNothing() {
    Caller mia = HOUSE.member(NORTH, "mia" + number + "@home.example");
    ConversationId group = STEPS.group(NORTH, mia);
    STEPS.invite(mia, group, email);
    Secret token = HOUSE.post.token(email);
    STEPS.remove(NORTH.owner(), group, Optional.of(mia.account()), Optional.empty());
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.invitations(NORTH.owner(), Optional.of(group)))
        .extracting(InvitationView::state)
        .containsExactly(InvitationState.DEAD);
  }

  /** Leak 106: who may not add cannot invite. */
  @Test
  void strangerAndExternalCannotInvite() {
    ConversationId group = STEPS.group(NORTH);
    Caller stranger = HOUSE.person("stranger" + number + "@else.example");
    assertThat(code(() -> STEPS.invite(stranger, group, email))).isEqualTo(ErrorCode.NOT_FOUND);
    STEPS.invite(NORTH.owner(), group, email);
    Caller guest = HOUSE.caller(HOUSE.redeem(HOUSE.post.token(email), "Gus").tokens());
    assertThat(code(() -> STEPS.invite(guest, group, "friend" + email)))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  /** Leak 104: a link leads into the one conversation it was made for, and its workspace never. */
  @Test
  void linkLeadsNowhereElse() {
    ConversationId here = STEPS.group(NORTH);
    ConversationId beside = STEPS.group(NORTH);
    ConversationId elsewhere = STEPS.group(SOUTH);
    STEPS.invite(NORTH.owner(), here, email);
    Caller guest = HOUSE.caller(HOUSE.redeem(HOUSE.post.token(email), "Gus").tokens());
    assertThat(STEPS.sees(guest, here)).isTrue();
    assertThat(STEPS.sees(guest, beside)).isFalse();
    assertThat(STEPS.sees(guest, elsewhere)).isFalse();
    assertThat(HOUSE.tell(guest, new AccountCommand.Me()).workspaces()).isEmpty();
    assertThat(
            code(() ->
                HOUSE.tell(
                    guest,
                    new WorkspaceCommand.ListMembers(
                        NORTH.workspace(), Optional.empty(), Optional.empty()))))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  /** Leak 49: the answer to an invitation is the same for every address. */
  @Test
  void addressesWithAndWithoutAccountLookTheSame() {
    HOUSE.person(email);
    ConversationId group = STEPS.group(NORTH);
    MemberAdded known = STEPS.invite(NORTH.owner(), group, email);
    MemberAdded unknown = STEPS.invite(NORTH.owner(), group, "un" + email);
    assertThat(known.state()).isEqualTo(unknown.state());
    assertThat(known.invitation()).isPresent();
    assertThat(unknown.invitation()).isPresent();
    HOUSE.post.letter(email);
    HOUSE.post.letter("un" + email);
  }

  /** Leak 110: the token is in the mail and nowhere else. */
  @Test
  void tokenIsStoredNowhere() {
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> !everything().contains(token.value()));
  }

  @Test
  void letterTellsNoMoreThanItShould() {
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Letter letter = HOUSE.post.letter(email);
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
                        select to_jsonb(m)::text from outbox m
                        union all select to_jsonb(t)::text from one_time_token t
                        union all select to_jsonb(i)::text from invitation i
                        union all select to_jsonb(r)::text from request r
                        """)
                    .mapTo(String.class)
                    .list()));
  }
}
