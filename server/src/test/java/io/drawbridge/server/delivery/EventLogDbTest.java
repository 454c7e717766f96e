package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.append.MessageDeletion;
import io.drawbridge.server.delivery.append.MessageEdit;
import io.drawbridge.server.delivery.append.MessagePin;
import io.drawbridge.server.delivery.append.MessageReaction;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.delivery.log.EventLog.Page;
import io.drawbridge.server.delivery.log.EventLog.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class EventLogDbTest {
  @AutoClose private static final Rig RIG = new Rig();

  private final AccountId anna = RIG.account("Anna");
  private final AccountId ben = RIG.account("Ben");
  private final ConversationId thread = RIG.thread(RIG.owner, anna, ben);

  @Test
  void eventsFromTheDatabaseAreTheSameBytesAsLiveOnes() {
    try (Device device = RIG.device(ben).open(thread)) {
      Committed first = RIG.send(anna, thread, "hello <@%s>".formatted(ben));
      Rig.await(
          RIG.appending(
              RIG.permit(ben, thread, Action.Post.POST),
              new NewMessage(
                  "quoting", Optional.of(first.pos()), Set.of(), Optional.empty(), RIG.key(ben))));
      Committed edited = RIG.send(anna, thread, "to be pinned");
      Rig.await(
          RIG.appending(
              RIG.permit(RIG.owner, thread, Action.Post.PIN),
              new MessagePin(edited.pos(), true, RIG.key(RIG.owner))));
      Rig.await(
          RIG.appending(
              RIG.permit(ben, thread, Action.Post.REACT),
              new MessageReaction(first.pos(), "+", true, RIG.key(ben))));
      Rig.await(
          RIG.appending(
              RIG.permit(ben, thread, Action.Post.REACT),
              new MessageReaction(first.pos(), "+", false, RIG.key(ben))));
      AccountId carol = RIG.account("Carol");
      RIG.change(tx -> {
        tx.memberships()
            .add(
                tx.at(),
                TestPermits.admission(thread, carol),
                Rig.terms(tx.memberships().fromNow(tx.at()), Optional.empty()));
        return tx.event(thread, EventKind.JOINED, anna, Optional.of(carol.value()));
      });
      RIG.change(tx -> tx.event(thread, EventKind.CHANGED, anna, Optional.empty()));
      RIG.change(tx -> {
        tx.memberships().remove(tx.at(), thread, carol, "left");
        return tx.event(thread, EventKind.LEFT, carol, Optional.of(carol.value()));
      });
      RIG.settle();
      List<String> live = logged(device);
      assertThat(live).hasSize(9);
      assertThat(stored(ben, 0)).containsExactlyElementsOf(live);
    }
  }

  @Test
  void editAndDeletionOverwriteWhatTheLogSaysOfThePast() {
    Committed message = RIG.send(anna, thread, "first words");
    Rig.await(
        RIG.appending(
            RIG.permit(anna, thread, Action.Post.EDIT_OWN),
            new MessageEdit(message.pos(), "second words", Set.of(), RIG.key(anna))));
    assertThat(stored(ben, 0)).hasSize(2).noneMatch(frame -> frame.contains("first words"));
    Rig.await(
        RIG.appending(
            RIG.permit(anna, thread, Action.Post.DELETE_OWN),
            new MessageDeletion(message.pos(), false, RIG.key(anna))));
    List<String> frames = stored(ben, 0);
    assertThat(frames).hasSize(2).noneMatch(frame -> frame.contains("words"));
    assertThat(frames.get(1)).contains("message.deleted");
  }

  /** Leak11: what happens to a message below the floor is not given, live or later. */
  @Test
  void changesOfMessagesBelowTheFloorAreNotGiven() {
    Committed old = RIG.send(anna, thread, "before");
    AccountId late = RIG.account("Late");
    RIG.addFromNow(thread, late);
    try (Device lateDevice = RIG.device(late).open(thread);
        Device benDevice = RIG.device(ben).open(thread)) {
      Rig.await(
          RIG.appending(
              RIG.permit(anna, thread, Action.Post.EDIT_OWN),
              new MessageEdit(old.pos(), "changed", Set.of(), RIG.key(anna))));
      Rig.await(
          RIG.appending(
              RIG.permit(anna, thread, Action.Post.REACT),
              new MessageReaction(old.pos(), "+", true, RIG.key(anna))));
      Rig.await(
          RIG.appending(
              RIG.permit(RIG.owner, thread, Action.Post.PIN),
              new MessagePin(old.pos(), true, RIG.key(RIG.owner))));
      Rig.await(
          RIG.appending(
              RIG.permit(anna, thread, Action.Post.DELETE_OWN),
              new MessageDeletion(old.pos(), false, RIG.key(anna))));
      Committed seen = RIG.send(anna, thread, "after");
      await().until(() -> benDevice.of(LogEvent.class).size() == 5);
      RIG.settle();
      assertThat(lateDevice.of(LogEvent.class))
          .extracting(LogEvent::pos)
          .containsExactly(seen.pos());
    }
    assertThat(stored(late, 0)).singleElement().asString().contains("after");
    assertThat(stored(ben, 0)).isNotEmpty();
  }

  @Test
  void headNoticeSaysNothingOfChangesBelowTheFloor() {
    Committed old = RIG.send(anna, thread, "before");
    AccountId late = RIG.account("Late");
    RIG.addFromNow(thread, late);
    try (Device device = RIG.device(late);
        Device benDevice = RIG.device(ben).open(thread)) {
      Rig.await(
          RIG.appending(
              RIG.permit(anna, thread, Action.Post.EDIT_OWN),
              new MessageEdit(old.pos(), "changed", Set.of(), RIG.key(anna))));
      await().until(() -> benDevice.of(LogEvent.class).size() == 1);
      RIG.settle();
      assertThat(device.received).isEmpty();
    }
  }

  @Test
  void pageSaysWhetherMoreFollows() {
    for (int i = 0; i < 5; i++) {
      RIG.send(anna, thread, "text " + i);
    }
    ReadPermit permit = permit(ben);
    Page first = RIG.delivery.eventLog().after(permit, 0, 3);
    assertThat(first.events()).hasSize(3);
    assertThat(first.complete()).isFalse();
    Page rest = RIG.delivery.eventLog().after(permit, first.events().getLast().at(), 3);
    assertThat(rest.events()).hasSize(2);
    assertThat(rest.complete()).isTrue();
    assertThat(rest.head()).isEqualTo(rest.events().getLast().at());
  }

  @Test
  void sweptPastIsNoCompleteAnswer() {
    Committed old = RIG.send(anna, thread, "old");
    RIG.database.execute("delete from event where conversation = ?", thread.value());
    // Only what is older than events are kept can have been swept.
    RIG.database.execute(
        "update conversation set created_at = created_at - interval '90 days' where id = ?",
        thread.value());
    assertThat(RIG.delivery.eventLog().after(permit(ben), 0, 10).complete()).isFalse();
    RIG.send(anna, thread, "new");
    Page page = RIG.delivery.eventLog().after(permit(ben), old.pos(), 10);
    assertThat(page.events()).hasSize(1);
    assertThat(page.complete()).isTrue();
  }

  @Test
  void severalConversationsComeInOneSnapshotInTheOrderAsked() {
    ConversationId second = RIG.thread(anna, ben);
    RIG.send(anna, second, "two");
    RIG.send(anna, thread, "one");
    List<Page> pages =
        RIG.delivery
            .eventLog()
            .after(
                List.of(
                    new Wanted(permit(ben), 0),
                    new Wanted(RIG.access.gate().read(RIG.caller(ben), second), 0)),
                10);
    assertThat(pages).extracting(Page::conversation).containsExactly(thread, second);
    assertThat(pages).allSatisfy(page -> assertThat(page.events()).hasSize(1));
  }

  private ReadPermit permit(AccountId reader) {
    return RIG.access.gate().read(RIG.caller(reader), thread);
  }

  private List<String> stored(AccountId reader, long cursor) {
    return RIG.delivery.eventLog().after(permit(reader), cursor, 100).events().stream()
        .map(event -> json(event.frame().bytes()))
        .toList();
  }

  private static List<String> logged(Device device) {
    return device.texts.stream().filter(json -> json.contains("\"pos\"")).toList();
  }

  private static String json(byte[] message) {
    int header = (message[1] & 0x7F) == 126 ? 4 : 2;
    return new String(Arrays.copyOfRange(message, header, message.length), StandardCharsets.UTF_8);
  }
}
