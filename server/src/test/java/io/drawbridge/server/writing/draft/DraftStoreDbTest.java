package io.drawbridge.server.writing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestTeam;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.PagePlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Drafts are bounded, and go with their time or their author. */
final class DraftStoreDbTest {
  private static final int MAX = 2;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final TestTeam TEAM = new TestTeam(HOUSE);

  private final DraftStore store = new DraftStore(HOUSE.recorded);
  private final Caller writer = TEAM.member("Writer");

  private boolean save(Caller by, ConversationId thread, String text) {
    return store.save(HOUSE.access.gate().read(by, thread), text, Optional.empty(), MAX);
  }

  private ConversationId thread() {
    return TEAM.thread(List.of(), writer);
  }

  private List<ConversationId> kept() {
    return store.page(writer.account(), PagePlace.BEGIN, 10).stream()
        .map(DraftRow::conversation)
        .toList();
  }

  /** Leak 165. */
  @Test
  void leak165DraftsAreBoundedAndWhatShowsNoMoreMakesRoom() {
    ConversationId lost = thread();
    ConversationId stays = thread();
    ConversationId third = thread();
    assertThat(save(writer, lost, "a")).isTrue();
    assertThat(save(writer, stays, "b")).isTrue();
    assertThat(save(writer, third, "c")).isFalse();
    assertThat(save(writer, stays, "b again")).as("in place of one that is there").isTrue();
    HOUSE.tell(TEAM.owner, remove(lost, writer));
    assertThat(save(writer, third, "c")).isTrue();
    assertThat(kept()).containsExactly(third, stays);
  }

  @Test
  void oldOnesGo() {
    ConversationId old = thread();
    ConversationId young = thread();
    save(writer, old, "a");
    save(writer, young, "b");
    HOUSE.db.execute(
        "update draft set saved_at = saved_at - interval '91 days' where conversation = ?",
        old.value());
    assertThat(store.forget(Duration.ofDays(90), 10)).isEqualTo(1);
    assertThat(kept()).containsExactly(young);
  }

  @Test
  void draftsGoWithTheAccount() {
    ConversationId thread = TEAM.thread(List.of());
    Caller guest = TEAM.guest(TEAM.owner, thread);
    save(guest, thread, "a");
    HOUSE.tell(guest, new AccountCommand.Erase(TestTeam.id(), Optional.of(TestHouse.PASSWORD)));
    assertThat(
            HOUSE.db.execute(
                "update draft set quote = null where account = ?", guest.account().value()))
        .isZero();
  }

  /** What was judged just before an erasure is not kept after it. */
  @Test
  void nothingIsKeptOfWhoseAccountHasEnded() {
    ConversationId thread = TEAM.thread(List.of());
    Caller guest = TEAM.guest(TEAM.owner, thread);
    ReadPermit permit = HOUSE.access.gate().read(guest, thread);
    HOUSE.tell(guest, new AccountCommand.Erase(TestTeam.id(), Optional.of(TestHouse.PASSWORD)));
    assertThatThrownBy(() -> store.save(permit, "late", Optional.empty(), MAX))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private static MemberCommand.Remove remove(ConversationId thread, Caller person) {
    return new MemberCommand.Remove(
        TestTeam.id(),
        thread,
        Optional.of(person.account()),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
