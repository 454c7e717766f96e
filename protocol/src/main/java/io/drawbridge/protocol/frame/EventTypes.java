package io.drawbridge.protocol.frame;

import io.drawbridge.protocol.text.WireTypes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All events by wire name. */
public final class EventTypes {

  private static final Map<String, Class<? extends Event>> BY_NAME = WireTypes.below(Event.class);

  private EventTypes() {}

  /** The wire names of all events: those with a position first. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The record of an event, empty if no event has that name. */
  public static Optional<Class<? extends Event>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The wire name of an event's record. */
  public static String nameOf(Class<? extends Event> event) {
    return WireTypes.nameOf(event);
  }

  /** Returns whether the event has a position in its conversation. */
  public static boolean log(String name) {
    return find(name).map(LogEvent.class::isAssignableFrom).orElse(false);
  }
}
