package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.Difference;
import io.drawbridge.load.history.model.Window;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The steps that end and begin access without a word about a conversation: suspension, and time
 * that passes.
 */
final class StandingSteps {
  private static final Duration LIFE = Duration.ofMillis(2500);
  private static final Duration MARGIN = Duration.ofMillis(500);
  private static final Duration LOGGED_WITHIN = Duration.ofMillis(1500);

  private final World world;
  private final Dues dues;
  private final Journal journal;
  private final AccessModel model;
  private final MemberSteps members;
  private final MessageSteps messages;

  StandingSteps(World world, MemberSteps members, MessageSteps messages) {
    this.world = world;
    this.dues = world.dues();
    this.journal = world.journal();
    this.model = world.model();
    this.members = members;
    this.messages = messages;
  }

  /**
   * The owner adds somebody for a moment; something is said; the time passes, and from that instant
   * on nothing is shown.
   *
   * @throws TooSlow if the moment passed before it was said
   */
  void addForAMoment(int person, int conversation, Window window) throws InterruptedException {
    Instant until = Instant.now().plus(LIFE).truncatedTo(ChronoUnit.MILLIS);
    try {
      members.addUntil(person, conversation, window, until);
    } catch (Difference | CompletionException late) {
      throw Instant.now().isAfter(until) ? new TooSlow("an add took too long") : late;
    }
    String text = messages.text();
    MessageResult.Sent sent =
        journal.allowed(messages.post(Crowd.OWNER, conversation, text, Optional.empty()));
    if (sent.sentAt().isAfter(until.minus(MARGIN))) {
      throw new TooSlow("a message took longer than a link was to live");
    }
    messages.posted(Crowd.OWNER, conversation, text, Optional.empty(), sent);
    dues.settle();
    boolean otherPath = model.paths(person, conversation).size() > 1;
    // The end is a matter of the clock alone.
    TimeUnit.MILLISECONDS.sleep(Math.max(0, Duration.between(Instant.now(), until).toMillis()) + 2);
    if (otherPath) {
      // Nothing tells when the end is logged, and no other path may end before.
      TimeUnit.MILLISECONDS.sleep(LOGGED_WITHIN.toMillis());
    } else {
      journal.turnedAway(
          world.client(person).messages().newest(world.id(conversation), 1), ErrorCode.NOT_FOUND);
    }
    members.gone(person, conversation, () -> model.remove(person, conversation));
  }

  void suspend(int person) throws InterruptedException {
    journal.note("suspend", "%s is suspended", world.crowd().person(person));
    world.crowd().suspend(person);
    dues.changes(() -> model.suspend(person));
  }

  /**
   * Lifts a suspension: what was said meanwhile opens for members and stays closed for externals.
   */
  void lift(int person) throws InterruptedException {
    journal.note("lift a suspension", "%s is no longer suspended", world.crowd().person(person));
    world.crowd().lift(person);
    int opens = world.crowd().isExternal(person) ? model.now() : 0;
    dues.changes(() -> model.lift(person, opens));
  }
}
