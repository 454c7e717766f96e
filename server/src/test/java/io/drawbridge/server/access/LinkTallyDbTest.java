package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.db.TestDatabase;
import java.util.Optional;
import java.util.Set;
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
  void whatBeginsTakesNothingAway() {
    LinkTally tally = tally(at -> add(at, thread));
    assertThat(tally.written()).isEqualTo(1);
    assertThat(tally.narrowed()).isFalse();
    assertThat(tally.overdue()).isEmpty();
  }

  @Test
  void pathThatEndsIsOneLinkAndNarrows() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    LinkTally tally = tally(at -> links.remove(at, thread, xenia, "removed"));
    assertThat(tally.written()).isEqualTo(1);
    assertThat(tally.narrowed()).isTrue();
  }

  @Test
  void exclusionIsOneLinkAndNarrows() {
    LinkTally tally = tally(at -> links.exclude(at, thread, xenia));
    assertThat(tally.written()).isEqualTo(1);
    assertThat(tally.narrowed()).isTrue();
  }

  @Test
  void suspensionAndItsLiftingAreTwoLinks() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    LinkTally tally =
        tally(at -> {
          links.suspend(at, xenia, Optional.empty());
          links.unsuspend(at, xenia);
        });
    assertThat(tally.written()).isEqualTo(2);
  }

  /** Design 5: what narrows is read from the links, role for role. */
  @Test
  void loweredRoleNarrowsAndARaisedOneDoesNot() {
    AccountId olga = scene.account("Olga");
    scene.seat(olga, WorkspaceRole.MEMBER);
    scene.seat(xenia, WorkspaceRole.MEMBER);
    scene.add(thread, olga, ConversationRole.ADMIN);
    scene.add(thread, xenia, ConversationRole.MEMBER);
    assertThat(narrows(at -> links.setRole(at, thread, xenia, ConversationRole.ADMIN))).isFalse();
    assertThat(narrows(at -> links.setRole(at, thread, xenia, ConversationRole.ADMIN))).isFalse();
    assertThat(narrows(at -> links.setRole(at, thread, xenia, ConversationRole.MEMBER))).isTrue();
    assertThat(narrows(at -> links.seat(at, xenia, WorkspaceRole.OWNER))).isFalse();
    assertThat(narrows(at -> links.seat(at, xenia, WorkspaceRole.ADMIN))).isTrue();
    assertThat(narrows(at -> links.seat(at, xenia, WorkspaceRole.MEMBER))).isTrue();
    assertThat(narrows(at -> links.seat(at, xenia, WorkspaceRole.MEMBER))).isFalse();
  }

  @Test
  void whatKeepsSomebodyAwayNarrowsAndItsLiftingDoesNot() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    assertThat(narrows(at -> links.exclude(at, thread, xenia))).isTrue();
    assertThat(narrows(at -> links.liftExclusion(at, thread, xenia))).isFalse();
    assertThat(narrows(at -> links.suspend(at, xenia, Optional.empty()))).isTrue();
    assertThat(narrows(at -> links.unsuspend(at, xenia))).isFalse();
    assertThat(narrows(at -> links.remove(at, thread, xenia, "removed"))).isTrue();
  }

  @Test
  void endThatHadComeBeforeNarrowsAndTouchesNobody() {
    LinkTally tally = tally(at -> links.remove(at, thread, xenia, "removed"));
    assertThat(tally.narrowed()).isTrue();
    assertThat(tally.touched()).contains(Set.of());
  }

  @Test
  void groupsLinkTouchesAnybodyAndAPersonsOnlyThem() {
    assertThat(tally(at -> add(at, thread)).touched()).contains(Set.of(xenia));
    ConversationId group = scene.group(Visibility.OPEN);
    LinkTally tally =
        tally(at ->
            links.addGroup(at, TestPermits.groupAdmission(thread, group), Opening.EVERYTHING));
    assertThat(tally.touched()).isEmpty();
  }

  @Test
  void linkFoundPastItsTimeIsNamed() {
    scene.addUntil(thread, xenia, DB.clock().now().minusSeconds(1));
    LinkTally tally = tally(at -> add(at, other));
    assertThat(tally.overdue()).containsExactly(new Ended(thread, xenia));
    assertThat(tally.written()).isEqualTo(2);
    assertThat(tally.narrowed()).isTrue();
  }

  private void add(At at, ConversationId conversation) {
    links.add(
        at,
        TestPermits.admission(conversation, xenia),
        Scene.terms(ConversationRole.MEMBER, Opening.EVERYTHING));
  }

  private boolean narrows(Consumer<At> change) {
    return tally(change).narrowed();
  }

  private LinkTally tally(Consumer<At> change) {
    return scene.change(at -> {
      change.accept(at);
      return at.tally();
    });
  }
}
