package io.drawbridge.load.history;

import io.drawbridge.load.history.model.Window;
import io.drawbridge.protocol.conversation.HistoryWindow;
import java.util.Optional;

/** Translates the windows of adds to the wire, and to what they open in the model. */
final class Windows {
  private final World world;

  Windows(World world) {
    this.world = world;
  }

  Optional<HistoryWindow> wire(Window window) {
    return switch (window) {
      case Window.FromNow() -> Optional.of(new HistoryWindow.FromNow());
      case Window.Everything() -> Optional.of(new HistoryWindow.Everything());
      case Window.LastDay() -> Optional.of(new HistoryWindow.LastDays(1));
      case Window.FromMessage(int number) ->
          Optional.of(new HistoryWindow.FromMessage(world.chronicle().pos(number)));
      case Window.ByDefault() -> Optional.empty();
    };
  }

  /**
   * The number from which a link opens that this person makes: nobody opens more than they see. The
   * owner was there before everything.
   *
   * @param reserved what is opened by default is what comes
   */
  int opens(int adder, int conversation, Window window, boolean reserved) {
    int now = world.model().now();
    int wanted =
        switch (window) {
          case Window.FromNow() -> now;
          case Window.Everything(), Window.LastDay() -> 0;
          case Window.FromMessage(int number) -> number;
          case Window.ByDefault() -> reserved ? now : 0;
        };
    return adder == Crowd.OWNER
        ? wanted
        : Math.max(wanted, world.model().ownSight(adder, conversation));
  }

  /**
   * Returns whether they see only from now on by default: externals, people who come back, and all
   * in secret groups, and in threads that are addressed to one.
   */
  boolean reserved(int person, int conversation) {
    return world.crowd().isExternal(person)
        || world.model().hasLeft(person, conversation)
        || world.model().isGroup(conversation)
        || world.model().isAddressed(conversation);
  }
}
