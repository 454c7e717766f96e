package io.drawbridge.client.slash;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.Done;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds what somebody asked a bot by a slash command, and answers it: once within three seconds,
 * then at most five times within a quarter of an hour.
 *
 * <p>The n-th answer always has the same client id, so what is asked twice by a reconnect is
 * answered once.
 */
public final class SlashAsk {

  private final Slash slash;
  private final Event.SlashAsked asked;
  private final AtomicInteger answers = new AtomicInteger();

  SlashAsk(Slash slash, Event.SlashAsked asked) {
    this.slash = slash;
    this.asked = asked;
  }

  /** Returns what followed the command's name, stripped. */
  public String text() {
    return asked.text().strip();
  }

  /** Tells where it was asked. */
  public ConversationId conversation() {
    return asked.conversation();
  }

  /** Tells who asked; empty if it is somebody from outside whom bots do not get to know. */
  public Optional<Person> asker() {
    return asked.asker();
  }

  /** Returns the event itself. */
  public Event.SlashAsked asked() {
    return asked;
  }

  /** Answers who asked, whom alone it reaches. */
  @CanIgnoreReturnValue
  public CompletableFuture<Done> answer(String text) {
    return slash.answer(nextClientId(), asked.ask(), text, false);
  }

  /** Answers by a message in the conversation. */
  @CanIgnoreReturnValue
  public CompletableFuture<Done> say(String text) {
    return slash.answer(nextClientId(), asked.ask(), text, true);
  }

  private String nextClientId() {
    return asked.ask() + "." + answers.incrementAndGet();
  }
}
