package io.drawbridge.server.invite.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests what somebody has, and has not, who came by a claim code (D14, TS-34). */
final class ClaimedGuestDbTest extends CodeSteps {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  ClaimedGuestDbTest() {
    super(HOUSE);
  }

  /** TS-34: they are in the one conversation, by no door in another. */
  @Test
  void whoCameByACodeComesNowhereElse() {
    Caller guest = claimed(made(ben, thread).code());
    ConversationId other =
        HOUSE.tell(owner, group(home, Visibility.OPEN, List.of())).conversation().id();
    List<Runnable> doors =
        List.of(
            () -> HOUSE.tell(owner, Adding.person(other, guest.account()).command()),
            () -> thread(guest),
            () -> HOUSE.tell(owner, group(home, Visibility.OPEN, List.of(guest))),
            () -> HOUSE.tell(owner, dm(guest)),
            () -> HOUSE.tell(guest, anchored(owner)),
            () -> HOUSE.tell(guest, anchored(ben)));
    for (int i = 0; i < doors.size(); i++) {
      Runnable door = doors.get(i);
      assertThat(outcome(door)).as("door %d", i).contains(ErrorCode.NOT_ALLOWED);
    }
    assertThat(sees(guest)).isTrue();
  }

  /** Bound to the first device: no password, no other session, and the end of it is the end. */
  @Test
  void accountHasNothingButItsFirstSession() {
    Redeemed redeemed = claim(made(ben, thread).code());
    Caller guest = HOUSE.caller(redeemed.tokens());
    assertThat(redeemed.tokens().deviceProof()).isEmpty();
    assertThat(HOUSE.tell(guest, new AccountCommand.Me()).email()).isEmpty();
    assertThat(
            outcome(() ->
                HOUSE.tell(
                    guest,
                    new AccountCommand.SetPassword(id(), Optional.empty(), TestHouse.PASSWORD))))
        .isPresent();
    HOUSE.tell(guest, new AccountCommand.SignOut());
    assertThat(
            outcome(() -> HOUSE.tell(new SessionCommand.Refresh(redeemed.tokens().refreshToken()))))
        .isPresent();
    assertThat(sessions(guest)).isZero();
  }

  /** What they have ends once nothing opens the account any more, and says why. */
  @Test
  void accessEndsWithTheSession() {
    Caller guest = claimed(made(ben, thread).code());
    Caller other = claimed(made(ben, thread).code());
    HOUSE.db.execute(
        "update account set created_at = created_at - interval '1 hour' where email is null");
    assertThat(signedOut()).isZero();
    HOUSE.tell(guest, new AccountCommand.SignOut());
    assertThat(signedOut()).isEqualTo(1);
    assertThat(signedOut()).isZero();
    assertThat(sees(other)).isTrue();
    assertThat(unverified())
        .extracting(it -> it.person().orElseThrow().id())
        .containsExactly(other.account());
    List<String> reasons =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery("select end_reason from link where person = :person")
                    .bind("person", guest.account().value())
                    .mapTo(String.class)
                    .list());
    assertThat(reasons).containsExactly("signed_out");
  }

  /** Who was taken out may be let in again where their code led, and nowhere else. */
  @Test
  void whoWasTakenOutIsOutUntilItIsTakenBack() {
    Caller guest = claimed(made(ben, thread).code());
    remove(guest);
    assertThat(sees(guest)).isFalse();
    HOUSE.tell(
        owner,
        new MemberCommand.UndoRemove(
            id(), thread, Optional.of(guest.account()), Optional.empty(), false));
    assertThat(sees(guest)).isTrue();
  }
}
