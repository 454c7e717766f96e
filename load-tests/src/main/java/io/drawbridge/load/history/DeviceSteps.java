package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel.Place;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Second devices lose their connection in the middle of something and come back later. */
final class DeviceSteps {
  private final World world;
  private final Dues dues;
  private final Journal journal;
  private final MessageSteps messages;

  /** The conversations that each device which is away had when it was cut off. */
  private final Map<Integer, Set<Integer>> held = new HashMap<>();

  DeviceSteps(World world, MessageSteps messages) {
    this.world = world;
    this.dues = world.dues();
    this.journal = world.journal();
    this.messages = messages;
  }

  boolean isAway(int person) {
    return held.containsKey(person);
  }

  /** Nobody comes back with a device that was signed out. */
  void forget(int person) {
    held.remove(person);
  }

  /** The device is cut off while somebody says something where the person may be. */
  void cut(int person, int sender, int conversation) throws InterruptedException {
    journal.note(
        "cut a device off",
        "%s is cut off while %s sends to %s",
        world.crowd().person(person),
        world.crowd().person(sender),
        World.name(conversation));
    String text = messages.text();
    Reception reception = world.crowd().person(person).second();
    held.put(person, world.conversations(person));
    var answer = messages.post(sender, conversation, text, Optional.empty());
    world.crowd().person(person).device().orElseThrow().cut();
    int number =
        messages.posted(sender, conversation, text, Optional.empty(), journal.allowed(answer));
    dues.happened(person, conversation, number, reception);
    for (int c = 0; c < World.CONVERSATIONS; c++) {
      dues.closed(new Place(person, c), reception);
    }
    dues.settle();
  }

  /** The device comes back, catches up, and opens what is new. */
  void comeBack(int person) throws InterruptedException {
    journal.note("come back", "%s comes back", world.crowd().person(person));
    Device device = world.crowd().person(person).device().orElseThrow();
    Reception reception = world.crowd().person(person).second();
    Set<Integer> before = Optional.ofNullable(held.remove(person)).orElseThrow();
    Set<Integer> now = world.conversations(person);
    for (int conversation : now) {
      if (before.contains(conversation)) {
        dues.catchUp(new Place(person, conversation), reception);
      }
    }
    Resumed resumed =
        device.resume(
            before.stream()
                .map(c -> new Cursor(world.id(c), reception.cursor(world.id(c))))
                .toList());
    judge(person, before, now, resumed);
    for (int conversation : now) {
      if (!before.contains(conversation)) {
        dues.begin(new Place(person, conversation), reception);
        device.open(world.id(conversation)).join();
      }
    }
    dues.settle();
  }

  /** Brings all back that are away. */
  void allComeBack() throws InterruptedException {
    for (int person : List.copyOf(held.keySet())) {
      comeBack(person);
    }
  }

  /**
   * Checks the answer to a resume. It names states, and a change may come twice: but nothing that
   * is not so.
   */
  private void judge(int person, Set<Integer> before, Set<Integer> now, Resumed resumed) {
    String who = " to " + world.crowd().person(person) + " who comes back";
    Journal.same("a gap told" + who, false, resumed.resync());
    Set<Integer> still = new TreeSet<>(before);
    still.retainAll(now);
    Journal.same("opened" + who, still, ours(resumed.opened()));
    Set<Integer> gained = ours(views(resumed.gained()));
    Set<Integer> lost = ours(resumed.lost().stream().map(ConversationEnded::conversation).toList());
    Set<Integer> missed = new HashSet<>(now);
    missed.removeAll(before);
    Journal.same("gains told" + who, true, gained.containsAll(missed));
    Set<Integer> ended = new HashSet<>(before);
    ended.removeAll(now);
    Journal.same("losses told" + who, true, lost.containsAll(ended));
    lost.retainAll(now);
    Journal.same("lost though it is there, told" + who, Set.of(), lost);
    Set<Integer> named = new TreeSet<>(gained);
    named.addAll(ours(views(resumed.changed())));
    named.addAll(ours(resumed.heads().stream().map(Head::conversation).toList()));
    named.removeAll(now);
    Journal.same("what is not there, named" + who, Set.of(), named);
  }

  private static List<ConversationId> views(List<ConversationView> views) {
    return views.stream().map(ConversationView::conversation).toList();
  }

  private Set<Integer> ours(Collection<ConversationId> conversations) {
    Set<Integer> ours = new TreeSet<>();
    conversations.stream().map(world::number).flatMap(Optional::stream).forEach(ours::add);
    return ours;
  }
}
