package io.drawbridge.load.history;

import io.drawbridge.load.history.Dues.Line;
import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.AccessModel.Place;
import io.drawbridge.load.history.model.Chronicle.Note;
import io.drawbridge.load.history.model.Doors.Door;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Members become externals who stay in chosen places, and members again (G-29). */
final class SeatSteps {
  private final World world;
  private final Journal journal;
  private final AccessModel model;
  private final Crowd crowd;
  private final DeviceSteps devices;

  SeatSteps(World world, DeviceSteps devices) {
    this.world = world;
    this.journal = world.journal();
    this.model = world.model();
    this.crowd = world.crowd();
    this.devices = devices;
  }

  /** They are signed out, so they come back with new devices, to what is left to them. */
  void demote(int person, Set<Integer> keep) throws InterruptedException {
    journal.note("demote", "%s is an external, in %s", crowd.person(person), keep);
    Map<Integer, Integer> kept = new TreeMap<>();
    for (int conversation : keep) {
      if (!world.doors().holds(Door.SHUT, conversation)) {
        kept.put(conversation, model.floor(person, conversation));
      }
    }
    Set<Integer> told = new TreeSet<>();
    crowd
        .demote(person, keep.stream().map(world::id).toList())
        .forEach(each -> world.number(each).ifPresent(told::add));
    Journal.same("what is kept", kept.keySet(), told);
    devices.forget(person);
    crowd.person(person).signOut();
    world.dues().changes(() -> becameExternal(person, kept));
    crowd.signInAgain(person);
    for (int conversation : world.conversations(person)) {
      world.dues().enter(new Place(person, conversation));
    }
    world.dues().settle();
  }

  private List<Line> becameExternal(int person, Map<Integer, Integer> kept) {
    List<Integer> own = own(person);
    crowd.isNow(person, true);
    model.demote(person, kept);
    kept.keySet().forEach(each -> world.sponsors().letIn(new Place(person, each), Crowd.OWNER));
    List<Line> lines = new ArrayList<>();
    for (int conversation : own) {
      if (!model.hasPath(person, conversation)) {
        lines.add(new Line(conversation, new Note.Left(person, crowd.person(person).account())));
      }
    }
    kept.keySet().forEach(each -> lines.add(Line.changed(each)));
    return lines;
  }

  /** They accept the invitation to a seat, and stay where they are. */
  void promote(int person) throws InterruptedException {
    journal.note("promote", "%s is a member", crowd.person(person));
    crowd.promote(person);
    world
        .dues()
        .changes(() -> {
          crowd.isNow(person, false);
          world.sponsors().forget(person);
          return own(person).stream().map(Line::changed).toList();
        });
  }

  private List<Integer> own(int person) {
    return World.everywhere().stream()
        .filter(conversation -> model.hasDirect(person, conversation))
        .toList();
  }
}
