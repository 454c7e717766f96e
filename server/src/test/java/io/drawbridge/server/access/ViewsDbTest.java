package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.view.Residency.Hold;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.db.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ViewsDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final Access access = Access.create(DB.database(), DB.clock(), Duration.ZERO);
  private final Scene scene = new Scene(DB, access);
  private final AccountId xenia = scene.account("Xenia");
  private final ConversationId thread = scene.thread();

  @Test
  void aRemovalIsInTheViewOnceItHasAdvanced() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(xenia)) {
      assertThat(scene.floor(xenia, thread)).isPresent();
      scene.remove(thread, xenia);
      assertThat(scene.floor(xenia, thread)).isEmpty();
      assertThat(access.views().epoch(scene.domain)).isEqualTo(scene.epoch());
    }
  }

  @Test
  void aResidentPersonIsTakenInByTheFirstLinkInADomain() {
    try (Hold _ = access.residency().hold(xenia)) {
      assertThat(access.views().epoch(scene.domain)).isEqualTo(-1);
      AtomicLong epoch = new AtomicLong();
      scene.commit(
          at ->
              access
                  .memberships()
                  .add(
                      at,
                      TestPermits.admission(thread, xenia),
                      Scene.terms(ConversationRole.MEMBER, Opening.EVERYTHING)),
          epoch);
      assertThat(access.views().advance(scene.domain, epoch.get())).isEqualTo(epoch.get());
      assertThat(scene.floor(xenia, thread)).isPresent();
    }
  }

  /** Their own link began while the group still led there, so nothing was ever hidden from them. */
  @Test
  void personWhoComesLaterSeesWhatShowedWithoutABreak() {
    ConversationId group = scene.group(Visibility.PRIVATE);
    scene.addGroup(thread, group);
    AccountId yuri = scene.account("Yuri");
    scene.add(group, yuri, ConversationRole.MEMBER);
    scene.add(group, xenia, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(yuri)) {
      long added =
          scene.change(at -> {
            access
                .memberships()
                .add(
                    at,
                    TestPermits.admission(thread, xenia),
                    Scene.terms(ConversationRole.MEMBER, new Opening(at.epoch(), at.mark())));
            return at.epoch();
          });
      scene.change(at -> access.memberships().removeGroup(at, thread, group, "removed"));
      try (Hold _ = access.residency().hold(xenia)) {
        assertThat(scene.floor(xenia, thread).orElseThrow().epoch()).isLessThan(added);
      }
    }
  }

  @Test
  void removalFromAGroupEndsItsThreads() {
    ConversationId group = scene.group(Visibility.PRIVATE);
    scene.addGroup(thread, group);
    scene.add(group, xenia, ConversationRole.MEMBER);
    AccountId yuri = scene.account("Yuri");
    scene.add(group, yuri, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(xenia);
        Hold _ = access.residency().hold(yuri)) {
      assertThat(scene.floor(xenia, thread)).isPresent();
      scene.remove(group, xenia);
      assertThat(scene.floor(xenia, thread)).isEmpty();
      assertThat(scene.floor(yuri, thread)).isPresent();
      scene.change(at -> access.memberships().removeGroup(at, thread, group, "removed"));
      assertThat(scene.floor(yuri, thread)).isEmpty();
    }
  }

  @Test
  void aGroupPutOnAThreadLaterIsFollowed() {
    ConversationId group = scene.group(Visibility.PRIVATE);
    scene.add(group, xenia, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(xenia)) {
      assertThat(scene.floor(xenia, thread)).isEmpty();
      scene.addGroup(thread, group);
      assertThat(scene.floor(xenia, thread)).isPresent();
      assertThat(access.views().audience(scene.domain, thread).people()).containsExactly(xenia);
    }
  }

  @Test
  void aLoadMovesTheViewPastARemovalToo() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    AccountId yuri = scene.account("Yuri");
    scene.add(thread, yuri, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(xenia)) {
      AtomicLong epoch = new AtomicLong();
      scene.commit(at -> access.memberships().remove(at, thread, xenia, "removed"), epoch);
      try (Hold _ = access.residency().hold(yuri)) {
        assertThat(access.views().epoch(scene.domain)).isEqualTo(epoch.get());
        assertThat(scene.floor(xenia, thread)).isEmpty();
      }
    }
  }

  /**
   * A view that is loaded again shows what the database shows: the direct link continues where the
   * group's ended.
   */
  @Test
  void aLoadKnowsThePathBeforeTheOneThatHolds() {
    ConversationId group = scene.group(Visibility.PRIVATE);
    scene.addGroup(thread, group);
    scene.add(group, xenia, ConversationRole.MEMBER);
    long since = scene.epoch();
    scene.change(at -> {
      access.memberships().removeGroup(at, thread, group, "removed");
      return access
          .memberships()
          .add(
              at,
              TestPermits.admission(thread, xenia),
              Scene.terms(ConversationRole.MEMBER, access.memberships().fromNow(at)));
    });
    scene.remove(group, xenia);
    try (Hold _ = access.residency().hold(xenia)) {
      assertThat(scene.floor(xenia, thread).orElseThrow().epoch()).isEqualTo(since);
    }
  }

  @Test
  void theAudienceIsWhoMayReceiveAndFollowsEveryChange() {
    AccountId yuri = scene.account("Yuri");
    scene.add(thread, xenia, ConversationRole.MEMBER);
    scene.add(thread, yuri, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(xenia);
        Hold _ = access.residency().hold(yuri)) {
      Views.Audience before = access.views().audience(scene.domain, thread);
      assertThat(before.people()).containsExactlyInAnyOrder(xenia, yuri);
      assertThat(before.version()).isEqualTo(access.egress().version(scene.domain));
      assertThat(access.views().audience(scene.domain, thread)).isSameAs(before);
      scene.remove(thread, xenia);
      assertThat(access.egress().version(scene.domain)).isNotEqualTo(before.version());
      assertThat(access.views().audience(scene.domain, thread).people()).containsExactly(yuri);
    }
  }

  @Test
  void suspensionHidesEverythingAndLiftingShowsItToMembersOnly() {
    AccountId member = scene.account("Maria");
    scene.seat(member, WorkspaceRole.MEMBER);
    scene.add(thread, member, ConversationRole.MEMBER);
    scene.add(thread, xenia, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(member);
        Hold _ = access.residency().hold(xenia)) {
      for (AccountId person : List.of(member, xenia)) {
        scene.change(at -> access.memberships().suspend(at, person, java.util.Optional.empty()));
        assertThat(scene.floor(person, thread)).isEmpty();
        scene.change(at -> access.memberships().unsuspend(at, person));
      }
      assertThat(scene.floor(member, thread).orElseThrow().pos()).isZero();
      assertThat(scene.floor(xenia, thread).orElseThrow().epoch()).isEqualTo(scene.epoch());
    }
  }

  @Test
  void whoIsHeldNoLongerIsForgotten() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    access.residency().hold(xenia).close();
    assertThat(scene.floor(xenia, thread)).isPresent();
    access.tend();
    assertThat(scene.floor(xenia, thread)).isEmpty();
    assertThat(access.views().epoch(scene.domain)).isEqualTo(-1);
    try (Hold _ = access.residency().hold(xenia)) {
      assertThat(scene.floor(xenia, thread)).isPresent();
    }
  }

  /** Leak121 and the model's load_not_fenced: no load brings back what a removal ended. */
  @Test
  void loadsRacingRemovalsNeverBringALinkBack() throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> loaders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      loaders.add(
          Thread.startVirtualThread(() -> {
            while (!stop.get()) {
              access.residency().hold(xenia).close();
              access.tend();
            }
          }));
    }
    for (int i = 0; i < 150; i++) {
      scene.add(thread, xenia, ConversationRole.MEMBER);
      try (Hold _ = access.residency().hold(xenia)) {
        assertThat(scene.floor(xenia, thread)).isPresent();
        scene.remove(thread, xenia);
        for (int look = 0; look < 20; look++) {
          assertThat(scene.floor(xenia, thread)).isEmpty();
        }
      }
    }
    stop.set(true);
    for (Thread loader : loaders) {
      loader.join();
    }
  }
}
