package io.drawbridge.server.invite;

import static io.drawbridge.server.invite.InvitationSteps.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.join.Offer;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.MemberResult.MemberAdded;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.exit.Carrier;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Invitations into groups, from the mail to the answer.
 *
 * <p>Shows GLUE-8, GLUE-15, GLUE-30, HCL-7, HCL-11.
 */
final class InvitationsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static final TestHouse.Home NORTH = HOUSE.workspace("North");
  private static int number;

  private final String email = "guest" + ++number + "@else.example";

  @Test
  void mailedLinkMakesAFreeAccountThatIsIn() {
    ConversationId group = STEPS.group(NORTH);
    MemberAdded added = STEPS.invite(NORTH.owner(), group, email);
    assertThat(added.state()).isEqualTo(RosterState.INVITED);
    Redeemed redeemed = HOUSE.redeem(HOUSE.post.token(email), "Gus");
    assertThat(redeemed.conversation()).contains(group);
    assertThat(STEPS.sees(HOUSE.caller(redeemed.tokens()), group)).isTrue();
  }

  @Test
  void linkShowsWhatItIsForAndSpendsNothing() {
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    LinkShown shown = HOUSE.tell(new AccountCommand.ShowLink(token));
    assertThat(shown.title()).contains("Plans");
    assertThat(shown.inviter()).contains("owner-north");
    assertThat(shown.note()).contains("Please join");
    assertThat(shown.needsName()).isTrue();
    Offer offer = shown.offer().orElseThrow();
    assertThat(offer.kind()).isEqualTo(ConversationKind.GROUP);
    assertThat(offer.showsFrom()).isPresent();
    assertThat(HOUSE.tell(new AccountCommand.ShowLink(token))).isEqualTo(shown);
    assertThat(HOUSE.redeem(token, "Gus").conversation()).contains(group);
  }

  @Test
  void existingAccountAcceptsWithoutTheMail() {
    Caller gus = HOUSE.person(email);
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    HOUSE.post.letter(email);
    List<InvitationView> mine = STEPS.invitations(gus, Optional.empty());
    assertThat(mine).hasSize(1);
    assertThat(STEPS.sees(gus, group)).isFalse();
    InvitationId invitation = mine.getFirst().invitation();
    var shown = HOUSE.tell(gus, new InvitationCommand.Accept("a1", invitation)).conversation();
    assertThat(shown.conversation()).isEqualTo(group);
    assertThat(shown.foreign()).isTrue();
    assertThat(HOUSE.tell(gus, new InvitationCommand.Accept("a1", invitation)).conversation())
        .isEqualTo(shown);
    assertThat(code(() -> HOUSE.tell(gus, new InvitationCommand.Accept("a2", invitation))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.invitations(gus, Optional.empty())).isEmpty();
  }

  @Test
  void withdrawnInvitationIsWorthNothing() {
    ConversationId group = STEPS.group(NORTH);
    InvitationId invitation = STEPS.invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret token = HOUSE.post.token(email);
    STEPS.remove(NORTH.owner(), group, Optional.empty(), Optional.of(invitation));
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  @Test
  void sameAddressAgainKeepsTheInvitationAndReplacesTheLink() {
    ConversationId group = STEPS.group(NORTH);
    InvitationId first = STEPS.invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret old = HOUSE.post.token(email);
    InvitationId again =
        STEPS
            .invite(NORTH.owner(), group, email.toUpperCase(Locale.ROOT))
            .invitation()
            .orElseThrow();
    assertThat(again).isEqualTo(first);
    Secret fresh = HOUSE.post.token(email);
    assertThat(code(() -> HOUSE.redeem(old, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(HOUSE.redeem(fresh, "Gus").conversation()).contains(group);
  }

  @Test
  void resentInvitationHasANewLink() {
    ConversationId group = STEPS.group(NORTH);
    InvitationId invitation = STEPS.invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret old = HOUSE.post.token(email);
    HOUSE.tell(NORTH.owner(), new InvitationCommand.Resend(HOUSE.clientId(), invitation));
    Secret fresh = HOUSE.post.token(email);
    assertThat(code(() -> HOUSE.redeem(old, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(HOUSE.redeem(fresh, "Gus").conversation()).contains(group);
  }

  /** The right is decided again under the domain's lock. */
  @Test
  void whoseTimeEndsWhileTheirResendWaitsSendsNothing() throws Exception {
    Caller ben = HOUSE.member(NORTH, "ben" + number + "@north.example");
    ConversationId group = STEPS.group(NORTH);
    Instant end = HOUSE.db.clock().now().plusSeconds(3);
    HOUSE.tell(NORTH.owner(), Adding.person(group, ben.account()).endingAt(end).command());
    InvitationId invitation = STEPS.invite(ben, group, email).invitation().orElseThrow();
    HOUSE.post.token(email);
    try (Handle holder = HOUSE.db.open()) {
      holder.begin();
      holder.execute(
          "select pg_advisory_xact_lock(domain) from conversation where id = ?", group.value());
      InvitationCommand.Resend resend = new InvitationCommand.Resend(HOUSE.clientId(), invitation);
      CompletableFuture<ErrorCode> refused =
          CompletableFuture.supplyAsync(() -> code(() -> HOUSE.tell(ben, resend)));
      Awaitility.await().until(() -> HOUSE.db.waitingForLocks() > 0);
      Awaitility.await().until(() -> HOUSE.db.clock().now().isAfter(end));
      holder.commit();
      // An open group is listed, so that it is there is no secret.
      assertThat(refused.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.NOT_ALLOWED);
    }
  }

  @Test
  void declinedInvitationIsOver() {
    Caller gus = HOUSE.person(email);
    ConversationId group = STEPS.group(NORTH);
    InvitationId invitation = STEPS.invite(NORTH.owner(), group, email).invitation().orElseThrow();
    Secret token = HOUSE.post.token(email);
    HOUSE.tell(gus, new InvitationCommand.Decline("d1", invitation));
    HOUSE.tell(gus, new InvitationCommand.Decline("d1", invitation));
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.invitations(NORTH.owner(), Optional.of(group))).isEmpty();
  }

  @Test
  void bouncedMailMakesItUndeliverable() {
    ConversationId group = STEPS.group(NORTH);
    HOUSE.post.refusals.add(new Carrier.Refused("SMTP 550"));
    STEPS.invite(NORTH.owner(), group, email);
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() ->
            STEPS.invitations(NORTH.owner(), Optional.of(group)).stream()
                .allMatch(view -> view.state() == InvitationState.UNDELIVERABLE));
    assertThat(HOUSE.post.sent).isEmpty();
    assertThat(STEPS.roster(NORTH.owner(), group))
        .filteredOn(entry -> entry.invitation().isPresent())
        .extracting(RosterEntry::state)
        .containsExactly(RosterState.UNDELIVERABLE);
    Caller gus = HOUSE.person(email);
    InvitationId invitation = STEPS.invitations(gus, Optional.empty()).getFirst().invitation();
    HOUSE.tell(gus, new InvitationCommand.Accept("b" + number, invitation));
    assertThat(STEPS.sees(gus, group)).isTrue();
  }

  /** 8.18: somebody who is there is neither invited nor mailed, and the answer is as for others. */
  @Test
  void whoIsThereAlreadyIsNotInvitedAgain() {
    Caller mia = HOUSE.member(NORTH, email);
    ConversationId group = STEPS.group(NORTH, mia);
    for (Caller adder : List.of(NORTH.owner(), mia)) {
      MemberAdded added = STEPS.invite(adder, group, email);
      assertThat(added.state()).isEqualTo(RosterState.INVITED);
      assertThat(added.invitation()).isPresent();
    }
    assertThat(STEPS.roster(NORTH.owner(), group)).allMatch(entry -> entry.person().isPresent());
    assertThat(STEPS.invitations(mia, Optional.empty())).isEmpty();
    assertThat(STEPS.mails(email)).isZero();
  }

  /** 8.17: one state, in the roster, in the list, and for acceptance. */
  @Test
  void rosterTellsWhatIsOver() {
    ConversationId group = STEPS.group(NORTH);
    Caller gus = HOUSE.person(email);
    InvitationId invitation = STEPS.invite(NORTH.owner(), group, email).invitation().orElseThrow();
    HOUSE.post.letter(email);
    HOUSE.db.execute("update invitation set until = now() where id = ?", invitation.value());
    assertThat(STEPS.roster(NORTH.owner(), group))
        .filteredOn(entry -> entry.invitation().isPresent())
        .extracting(RosterEntry::state)
        .containsExactly(RosterState.EXPIRED);
    assertThat(STEPS.invitations(NORTH.owner(), Optional.of(group)))
        .extracting(InvitationView::state)
        .containsExactly(InvitationState.EXPIRED);
    assertThat(STEPS.invitations(gus, Optional.empty())).isEmpty();
    assertThat(code(() -> HOUSE.tell(gus, new InvitationCommand.Accept("late", invitation))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(
            code(() ->
                HOUSE.tell(
                    NORTH.owner(), new InvitationCommand.Resend(HOUSE.clientId(), invitation))))
        .isEqualTo(ErrorCode.LINK_SPENT);
  }

  @Test
  void suggestedNameIsUsedWhenNoneIsGiven() {
    STEPS.invite(NORTH.owner(), STEPS.group(NORTH), email);
    Redeemed redeemed =
        HOUSE.tell(
            new AccountCommand.Redeem(
                HOUSE.post.token(email), Optional.empty(), Optional.empty(), "phone"));
    Caller guest = HOUSE.caller(redeemed.tokens());
    assertThat(HOUSE.tell(guest, new AccountCommand.Me()).name()).isEqualTo("Gus Suggested");
  }
}
