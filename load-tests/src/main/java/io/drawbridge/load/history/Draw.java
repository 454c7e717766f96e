package io.drawbridge.load.history;

import io.drawbridge.load.history.model.Window;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Draws who, where and what, by a seed; remembers which conversations were drawn. */
final class Draw {
  private static final List<String> EMOJIS = List.of("👍", "🎉", "👀");

  private final Random random;
  private final World world;
  private final Set<Integer> touched = new TreeSet<>();

  Draw(long seed, World world) {
    this.random = new Random(seed);
    this.world = world;
  }

  /** The conversations that were drawn, for the caller to clear. */
  Set<Integer> touched() {
    return touched;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  String emoji() {
    return EMOJIS.get(below(EMOJIS.size()));
  }

  /** Anybody but the owner. */
  int anybody() {
    return random.nextInt(1, world.crowd().size());
  }

  int anywhere() {
    return touch(below(World.CONVERSATIONS));
  }

  int thread() {
    return touch(random.nextInt(World.GROUPS, World.CONVERSATIONS));
  }

  /** A message of the conversation, no matter who sees it; absent if there is none. */
  Optional<Integer> message(int conversation) {
    return oneOf(world.chronicle().messages(conversation));
  }

  /** A window that this person may give. */
  Window window(int adder, int conversation) {
    List<Integer> seen =
        world.model().visible(adder, conversation).stream()
            .filter(world.chronicle()::isMessage)
            .toList();
    return switch (below(10)) {
      case 0, 1, 2 -> new Window.FromNow();
      case 3, 4 -> new Window.Everything();
      case 5 -> new Window.LastDay();
      case 6, 7 -> new Window.ByDefault();
      default -> oneOf(seen).<Window>map(Window.FromMessage::new).orElseGet(Window.FromNow::new);
    };
  }

  private Optional<Integer> oneOf(List<Integer> numbers) {
    return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers.get(below(numbers.size())));
  }

  private int touch(int conversation) {
    touched.add(conversation);
    return conversation;
  }
}
