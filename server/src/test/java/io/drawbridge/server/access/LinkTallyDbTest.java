package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.frame.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Memberships.Opening;
import io.drawbridge.server.db.TestDatabase;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class LinkTallyDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final Access access = Access.create(DB.database(), DB.clock());
  private final Memberships links = access.memberships();
  private final Scene scene = new Scene(DB, access);
  private final AccountId xenia = scene.account("Xenia");
  private final ConversationId thread = scene.thread();
  private final ConversationId other = scene.thread();

  @Test
  void whatBeginsEndsNoPath() {
    LinkTally tally = tally(at -> add(at, thread));
    assertThat(tally.written()).isEqualTo(1);
    assertThat(tally.takePathEnded()).isFalse();
    assertThat(tally.overdue()).isEmpty();
  }

  @Test
  void pathThatEndedIsToldOnce() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    LinkTally tally = tally(at -> links.remove(at, thread, xenia, "removed"));
    assertThat(tally.written()).isEqualTo(1);
    assertThat(tally.takePathEnded()).isTrue();
    assertThat(tally.takePathEnded()).isFalse();
  }

  @Test
  void exclusionIsOneLinkThatEndsPaths() {
    LinkTally tally = tally(at -> links.exclude(at, thread, xenia));
    assertThat(tally.written()).isEqualTo(1);
    assertThat(tally.takePathEnded()).isTrue();
  }

  @Test
  void suspensionAndItsLiftingEndNoPath() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    LinkTally tally =
        tally(at -> {
          links.suspend(at, xenia, Optional.empty());
          links.unsuspend(at, xenia);
        });
    assertThat(tally.written()).isEqualTo(2);
    assertThat(tally.takePathEnded()).isFalse();
  }

  @Test
  void linkFoundPastItsTimeIsNamed() {
    scene.addUntil(thread, xenia, DB.clock().now().minusSeconds(1));
    LinkTally tally = tally(at -> add(at, other));
    assertThat(tally.overdue()).containsExactly(new Ended(thread, xenia));
    assertThat(tally.written()).isEqualTo(2);
    assertThat(tally.takePathEnded()).isTrue();
  }

  private void add(At at, ConversationId conversation) {
    links.add(
        at,
        TestPermits.admission(conversation, xenia),
        Scene.terms(ConversationRole.MEMBER, Opening.EVERYTHING));
  }

  private LinkTally tally(Consumer<At> change) {
    return scene.change(at -> {
      change.accept(at);
      return at.tally();
    });
  }
}
