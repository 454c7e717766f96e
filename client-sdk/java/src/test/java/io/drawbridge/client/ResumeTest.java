package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.resume.MemoryCursorStore;
import io.drawbridge.client.resume.Progress;
import io.drawbridge.client.stream.LocalStore;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.SessionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what becomes of most calls is read off the wire
class ResumeTest {

  private static final ConversationId ROOM = Simulation.ROOM;
  private static final ConversationId OTHER = new ConversationId(8);

  private final Simulation sim = new Simulation();
  private final List<String> story = new ArrayList<>();
  private final MemoryCursorStore cursors = new MemoryCursorStore();
  private final ChatClient client = sim.build(sim.builder().cursors(cursors).store(new Witness()));

  /** A store that writes down what it hears, between what the handlers hear. */
  private final class Witness implements LocalStore {
    @Override
    public void happened(LogEvent event) {
      story.add("store " + event.pos());
    }

    @Override
    public void loaded(ConversationId conversation, List<Message> messages) {
      story.add("loaded " + messages.size());
    }

    @Override
    public void purge(ConversationId conversation) {
      story.add("purge " + conversation.value());
    }

    @Override
    public void purgeAll() {
      story.add("purge all");
    }
  }

  ResumeTest() {
    client.onEvent(LogEvent.class, event -> story.add("handler " + event.pos()));
    client.onEvent(
        Event.AccessEnded.class, ended -> story.add("ended " + ended.conversation().value()));
    client.onEvent(Event.AccessGained.class, gained -> story.add("gained"));
    client.onEvent(Event.HeadMoved.class, head -> story.add("head " + head.head()));
    client.onEvent(
        Event.Resync.class,
        resync -> story.add("resync " + resync.conversation().map(it -> it.value()).orElse(0L)));
    client.onResumed(resumed -> story.add("resumed"));
  }

  @Test
  void purgeComesBeforeTheHandlerHearsOfTheEnd() {
    connectWithRoom(0);

    sim.wire().deliver(Simulation.posted(1));
    sim.wire().deliver(new Event.AccessEnded(ROOM, Instant.EPOCH, EndReason.REMOVED));

    assertThat(story).containsExactly("store 1", "handler 1", "purge 7", "ended 7");
  }

  @Test
  void resumeOfTheApplicationThatIsRefusedForgetsNothing() {
    connectWithRoom(5);

    client.call(new SessionCommand.Resume("0", List.of()));
    sim.wire()
        .refuse(
            SessionCommand.Resume.class,
            new ErrorFrame(Optional.empty(), ErrorCode.INVALID, "", Optional.empty()));

    assertThat(client.position(ROOM)).contains(5L);
    assertThat(story).isEmpty();
  }

  @Test
  void whatWasLostWhileAwayIsPurgedBeforeAnythingElseIsTold() {
    connectWithRoom(5);
    reconnect();

    sim.wire()
        .answer(
            SessionCommand.Resume.class,
            new SessionResult.Resumed(
                "next",
                false,
                List.of(view(OTHER)),
                List.of(new ConversationEnded(ROOM, Instant.EPOCH, EndReason.EXPIRED)),
                List.of(),
                List.of(new Head(OTHER, 9, false)),
                List.of()));

    assertThat(story).containsExactly("purge 7", "ended 7", "gained", "head 9", "resumed");
    assertThat(client.position(ROOM)).isEmpty();
    sim.timers.advance(Duration.ofSeconds(2));
    assertThat(cursors.load()).isEqualTo(new Progress(Optional.of("next"), Map.of()));
  }

  /** N-8: also what ends before the session has caught up. */
  @Test
  void purgeIsConfirmedOnceTheResumeIsAnswered() {
    connectWithRoom(5);
    reconnect();
    sim.wire().deliver(new Event.AccessEnded(ROOM, Instant.EPOCH, EndReason.REMOVED));
    assertThat(sim.wire().commands(SessionCommand.Purged.class)).isEmpty();

    sim.wire()
        .answer(
            SessionCommand.Resume.class,
            new SessionResult.Resumed(
                "next", false, List.of(), List.of(), List.of(), List.of(), List.of()));

    assertThat(sim.wire().commands(SessionCommand.Purged.class))
        .containsExactly(new SessionCommand.Purged(List.of(ROOM)));
  }

  @Test
  void liveEventThatComesBeforeTheGapWaitsForIt() {
    connectWithRoom(5);
    reconnect();

    sim.wire().deliver(Simulation.posted(9));
    assertThat(handled()).isEmpty();
    resumedWithHead(9);
    sim.wire().deliver(Simulation.posted(6), Simulation.posted(8), Simulation.posted(9));
    sim.wire().deliver(Simulation.posted(10));

    assertThat(handled()).containsExactly(6L, 8L, 9L, 10L);
    assertThat(client.stats().duplicates()).isEqualTo(1);
  }

  @Test
  void liveEventIsNotHeldWhenThereIsNoGap() {
    connectWithRoom(5);
    reconnect();

    sim.wire().deliver(Simulation.posted(6));
    sim.wire().resumed();

    assertThat(handled()).containsExactly(6L);
  }

  @Test
  void gapThatNeverComesIsNotWaitedForForEver() {
    connectWithRoom(5);
    reconnect();
    sim.wire().deliver(Simulation.posted(9));
    resumedWithHead(8);

    assertThat(handled()).isEmpty();
    sim.timers.advance(Duration.ofSeconds(3));

    assertThat(handled()).containsExactly(9L);
  }

  @Test
  void whatWasHeldWhenTheConnectionWasLostIsAskedForAgain() {
    connectWithRoom(5);
    reconnect();
    sim.wire().deliver(Simulation.posted(9));
    reconnect();

    assertThat(sim.wire().commands(SessionCommand.Resume.class).getFirst().cursors())
        .containsExactly(new Cursor(ROOM, 5));
  }

  @Test
  void conversationThatCannotBeOpenedAgainIsPurged() {
    connectWithRoom(5);
    reconnect();
    resumedWithNothing(false);

    openingIsRefused();

    assertThat(story).containsExactly("resumed", "purge 7", "ended 7");
  }

  @Test
  void resyncIsToldWhenTheConversationIsOpenAnew() {
    connectWithRoom(5);

    sim.wire().deliver(new Event.Resync(Optional.of(ROOM)));
    assertThat(story).containsExactly("purge 7");
    InterestCommand.Open open = sim.wire().commands(InterestCommand.Open.class).getLast();
    assertThat(open).isEqualTo(new InterestCommand.Open(ROOM, Optional.empty()));
    sim.wire().answer(InterestCommand.Open.class, new InterestResult.Opened(view(ROOM), 70));
    sim.wire().deliver(Simulation.posted(71));

    assertThat(story).containsExactly("purge 7", "resync 7", "store 71", "handler 71");
  }

  @Test
  void fullResyncOpensEverythingAnewThenTells() {
    connectWithRoom(5);
    reconnect();
    resumedWithNothing(true);
    assertThat(story).containsExactly("purge all", "resumed");

    sim.wire().answer(InterestCommand.Open.class, new InterestResult.Opened(view(ROOM), 70));

    assertThat(story).containsExactly("purge all", "resumed", "resync 0");
    assertThat(client.position(ROOM)).contains(70L);
  }

  @Test
  void whatIsGoneAfterAFullResyncIsToldAndNotAskedForAgain() {
    connectWithRoom(5);
    reconnect();
    resumedWithNothing(true);

    openingIsRefused();

    assertThat(story).containsExactly("purge all", "resumed", "purge 7", "ended 7", "resync 0");
    reconnect();
    sim.wire().resumed();
    assertThat(sim.wire().commands(InterestCommand.Open.class)).isEmpty();
  }

  @Test
  void whatIsOpenGoesOnThoughTheListOfChangesIsTooLong() {
    connectWithRoom(5);
    reconnect();
    sim.wire()
        .answer(
            SessionCommand.Resume.class,
            new SessionResult.Resumed(
                "next", true, List.of(), List.of(), List.of(), List.of(), List.of(ROOM)));
    sim.wire().deliver(Simulation.posted(6));

    assertThat(story).containsExactly("purge all", "resync 0", "resumed", "store 6", "handler 6");
    assertThat(client.position(ROOM)).contains(6L);
  }

  @Test
  void moreConversationsThanOneResumeTakesAreOpenedOneByOne() {
    Map<ConversationId, Long> many = new HashMap<>();
    for (long id = 1; id <= 250; id++) {
      many.put(new ConversationId(id), id);
    }
    cursors.save(new Progress(Optional.of("since"), many));
    ChatClient restarted = sim.build(sim.builder().cursors(cursors));
    restarted.connect();
    sim.wire().greet().resumed();

    List<Cursor> asked =
        new ArrayList<>(sim.wire().commands(SessionCommand.Resume.class).getFirst().cursors());
    assertThat(asked).hasSize(200);
    for (int open = 0; open < 50; open++) {
      InterestCommand.Open next = sim.wire().commands(InterestCommand.Open.class).get(open);
      asked.add(new Cursor(next.conversation(), next.cursor().orElseThrow()));
      sim.wire()
          .answer(
              InterestCommand.Open.class,
              new InterestResult.Opened(view(next.conversation()), next.cursor().orElseThrow()));
    }
    assertThat(asked).hasSize(250);
    assertThat(asked.stream().map(Cursor::conversation)).doesNotHaveDuplicates();
  }

  @Test
  void restartedProcessResumesFromWhatTheHandlersHadSeen() {
    connectWithRoom(5);
    sim.wire().deliver(Simulation.posted(6), Simulation.posted(7));
    sim.timers.advance(Duration.ofSeconds(2));

    ChatClient restarted = sim.build(sim.builder().cursors(cursors));
    restarted.connect();
    sim.wire().greet();

    assertThat(sim.wire().commands(SessionCommand.Resume.class).getFirst())
        .isEqualTo(new SessionCommand.Resume("since-1", List.of(new Cursor(ROOM, 7))));
  }

  @Test
  void closedConversationIsNotResumed() {
    connectWithRoom(5);
    client.interest().close(ROOM);
    sim.wire().answer(InterestCommand.Close.class, new Done());
    reconnect();

    assertThat(sim.wire().commands(SessionCommand.Resume.class).getFirst().cursors()).isEmpty();
  }

  private void connectWithRoom(long head) {
    client.connect();
    sim.wire().greet();
    client.interest().open(ROOM);
    sim.wire().answer(InterestCommand.Open.class, new InterestResult.Opened(view(ROOM), head));
  }

  private void reconnect() {
    int before = sim.wires.size();
    sim.wire().lose();
    sim.timers.advance(Duration.ofMillis(500));
    assertThat(sim.wires).hasSize(before + 1);
    sim.wire().greet();
  }

  private void resumedWithHead(long head) {
    sim.wire()
        .answer(
            SessionCommand.Resume.class,
            new SessionResult.Resumed(
                "next",
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Head(ROOM, head, false)),
                List.of(ROOM)));
  }

  private List<Long> handled() {
    return story.stream()
        .filter(line -> line.startsWith("handler "))
        .map(line -> Long.parseLong(line.substring("handler ".length())))
        .toList();
  }

  private static ConversationView view(ConversationId id) {
    return new ConversationView(
        id,
        ConversationKind.THREAD,
        Optional.empty(),
        "Name",
        Optional.empty(),
        ConversationState.OPEN,
        false,
        false,
        false,
        Optional.of(0),
        Optional.empty(),
        false,
        ConversationRole.MEMBER,
        Optional.empty(),
        true,
        true,
        Optional.empty(),
        Optional.empty());
  }

  private void resumedWithNothing(boolean resync) {
    sim.wire()
        .answer(
            SessionCommand.Resume.class,
            new SessionResult.Resumed(
                "next", resync, List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  private void openingIsRefused() {
    sim.wire()
        .refuse(
            InterestCommand.Open.class,
            new ErrorFrame(Optional.empty(), ErrorCode.NOT_FOUND, "", Optional.empty()));
  }
}
