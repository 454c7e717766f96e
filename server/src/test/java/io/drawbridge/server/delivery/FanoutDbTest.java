package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.fanout.Followed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class FanoutDbTest {
  @AutoClose private static final Rig RIG = new Rig();

  private final AccountId anna = RIG.account("Anna");
  private final AccountId ben = RIG.account("Ben");
  private final ConversationId thread = RIG.thread(anna, ben);

  @Test
  void openAndFollowedConversationsComeInFullAndTheRestAsHeads() {
    try (Device open = RIG.device(ben).open(thread);
        Device following = RIG.device(ben);
        Device neither = RIG.device(ben)) {
      following.session.attachments().put(Followed.class, new Followed(List.of(thread)));
      Committed sent = RIG.send(anna, thread, "hello");
      await().until(() -> neither.received.size() == 1);
      RIG.settle();
      assertThat(open.of(LogEvent.MessagePosted.class)).hasSize(1);
      assertThat(following.of(LogEvent.MessagePosted.class)).hasSize(1);
      assertThat(neither.of(Event.HeadMoved.class))
          .containsExactly(new Event.HeadMoved(thread, sent.pos(), false));
    }
  }

  @Test
  void headsWithinASecondComeAsOneAndSayWhetherTheReaderIsMentioned() {
    try (Device device = RIG.device(ben)) {
      RIG.send(anna, thread, "first");
      await().until(() -> device.received.size() == 1);
      RIG.send(anna, thread, "second <@%s>".formatted(ben));
      Committed last = RIG.send(anna, thread, "third");
      await().atMost(3, TimeUnit.SECONDS).until(() -> device.received.size() == 2);
      assertThat(device.of(Event.HeadMoved.class).get(1))
          .isEqualTo(new Event.HeadMoved(thread, last.pos(), true));
    }
  }

  @Test
  void directMessagesComeInFull() {
    ConversationId dm = RIG.conversation(ConversationKind.DM);
    RIG.change(tx -> {
      for (AccountId person : List.of(anna, ben)) {
        tx.memberships()
            .add(
                tx.at(),
                TestPermits.admission(dm, person),
                Rig.terms(Opening.EVERYTHING, Optional.empty()));
      }
      return "made";
    });
    try (Device device = RIG.device(ben)) {
      RIG.send(anna, dm, "hello");
      await().until(() -> device.of(LogEvent.MessagePosted.class).size() == 1);
    }
  }

  @Test
  void sharedFrameNamesNobodyWhoWasMentioned() {
    try (Device device = RIG.device(ben).open(thread)) {
      RIG.send(anna, thread, "hello <@%s>".formatted(ben));
      await().until(() -> device.received.size() == 1);
      assertThat(device.texts.getFirst()).doesNotContain("mention");
    }
  }

  @Test
  void strangerAndLateComerGetNothingOfBefore() {
    AccountId stranger = RIG.account("Stranger");
    AccountId late = RIG.account("Late");
    try (Device strangers = RIG.device(stranger).open(thread);
        Device lates = RIG.device(late).open(thread);
        Device bens = RIG.device(ben).open(thread)) {
      RIG.send(anna, thread, "before");
      RIG.addFromNow(thread, late);
      Committed after = RIG.send(anna, thread, "after");
      await().until(() -> bens.of(LogEvent.class).size() == 2);
      await().until(() -> lates.of(LogEvent.class).size() == 1);
      assertThat(lates.of(LogEvent.class).getFirst().pos()).isEqualTo(after.pos());
      RIG.settle();
      assertThat(strangers.received).isEmpty();
    }
  }

  @Test
  void signalsReachThoseWhoHaveTheConversationOpen() {
    Tag.Conversation tag = new Tag.Conversation(RIG.domain, thread, 0);
    try (Device open = RIG.device(ben).open(thread);
        Device closed = RIG.device(ben)) {
      RIG.delivery.signals().sendToOpen(tag, new Event.Typing(thread, anna));
      await().until(() -> open.received.size() == 1);
      RIG.settle();
      assertThat(closed.received).isEmpty();
      RIG.delivery.signals().send(List.of(ben), Tag.OWN, new Event.MarkerMoved(thread, 5));
      await().until(() -> open.received.size() == 2 && closed.received.size() == 1);
    }
  }

  @Test
  void signalIsJudgedForEachReaderWhenItLeaves() {
    AccountId stranger = RIG.account("Stranger");
    Tag.Conversation tag = new Tag.Conversation(RIG.domain, thread, 0);
    try (Device device = RIG.device(stranger)) {
      RIG.delivery.signals().send(List.of(stranger), tag, new Event.Typing(thread, anna));
      RIG.settle();
      assertThat(device.received).isEmpty();
    }
  }
}
