package io.drawbridge.client.slash;

import io.drawbridge.client.api.Commands;
import io.drawbridge.client.stream.Subscription;
import io.drawbridge.protocol.frame.Event;
import java.util.function.Consumer;

/** Sends commands about slash commands, and hears of what is asked and answered. */
public final class SlashDesk extends Slash {

  private final Events events;

  /** The events that arrive. */
  @FunctionalInterface
  public interface Events {
    /** Registers a handler for events of this class. */
    <E extends Event> Subscription on(Class<E> type, Consumer<? super E> handler);
  }

  /** Sends by these commands, and hears of these events. */
  public SlashDesk(Commands commands, Events events) {
    super(commands);
    this.events = events;
  }

  /**
   * Handles what people ask the bot that is signed in by this command. Offer it too: {@link
   * #register}. Handlers run one at a time; the first answer counts if it comes within three
   * seconds.
   */
  public Subscription on(String name, Consumer<SlashAsk> handler) {
    String bare = bare(name);
    return events.on(
        Event.SlashAsked.class,
        asked -> {
          if (asked.name().equals(bare)) {
            handler.accept(new SlashAsk(this, asked));
          }
        });
  }

  /** Handles what bots answer to the person who is signed in, and to nobody else. */
  public Subscription onAnswer(Consumer<Event.SlashAnswered> handler) {
    return events.on(Event.SlashAnswered.class, handler);
  }
}
