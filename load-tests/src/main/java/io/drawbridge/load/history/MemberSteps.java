package io.drawbridge.load.history;

import io.drawbridge.client.api.Addition;
import io.drawbridge.client.api.Removal;
import io.drawbridge.client.api.Whom;
import io.drawbridge.load.history.Dues.Line;
import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.AccessModel.Place;
import io.drawbridge.load.history.model.Chronicle.Note;
import io.drawbridge.load.history.model.Doors.Door;
import io.drawbridge.load.history.model.Window;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.result.MemberResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** People come and go by name: they are added, invited, removed, and leave. */
final class MemberSteps {
  private final World world;
  private final Dues dues;
  private final Journal journal;
  private final AccessModel model;
  private final Crowd crowd;
  private final Windows windows;

  MemberSteps(World world) {
    this.world = world;
    this.dues = world.dues();
    this.journal = world.journal();
    this.model = world.model();
    this.crowd = world.crowd();
    this.windows = new Windows(world);
  }

  /** Lets somebody try to add somebody; what is opened is cut at the adder's own sight. */
  void add(int adder, int person, int conversation, Window window) throws InterruptedException {
    journal.note(
        "add",
        "%s adds %s to %s, %s",
        crowd.person(adder),
        crowd.person(person),
        World.name(conversation),
        window);
    var answer = addition(adder, person(person), conversation, window).send();
    // A suspended person is nobody's contact meanwhile.
    if (!model.hasPath(adder, conversation) || model.isSuspended(person)) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    } else if (crowd.isExternal(adder)
        || reserved(adder, person, conversation)
        || shut(person, conversation)) {
      journal.refused(answer, ErrorCode.NOT_ALLOWED);
    } else {
      journal.allowed(answer);
      added(adder, person, conversation, window);
    }
  }

  /**
   * Returns whether an external would come past a group into which the adder may bring none: all
   * groups here are secret, so only the owner, their one admin, may.
   */
  private boolean reserved(int adder, int person, int thread) {
    return adder != Crowd.OWNER
        && crowd.isExternal(person)
        && (world.doors().holds(Door.RESERVED, thread) || model.isAddressed(thread));
  }

  /** Returns whether the policies let no external in. */
  private boolean shut(int person, int conversation) {
    return crowd.isExternal(person) && world.doors().holds(Door.SHUT, conversation);
  }

  private void added(int adder, int person, int conversation, Window window)
      throws InterruptedException {
    if (!model.hasDirect(person, conversation)) {
      int opens =
          windows.opens(adder, conversation, window, windows.reserved(person, conversation));
      comesIn(person, conversation, opens, sponsor(adder, person));
    }
  }

  /** The person who lets an external in answers for them. */
  private Optional<Integer> sponsor(int adder, int person) {
    return crowd.isExternal(person) ? Optional.of(adder) : Optional.empty();
  }

  private void comesIn(int person, int conversation, int opens, Optional<Integer> sponsor)
      throws InterruptedException {
    comesIn(person, conversation, opens, sponsor, joined(person, conversation));
  }

  private void comesIn(
      int person, int conversation, int opens, Optional<Integer> sponsor, Line... lines)
      throws InterruptedException {
    dues.changes(
        () -> {
          model.add(person, conversation, opens);
          sponsor.ifPresent(by -> world.sponsors().letIn(new Place(person, conversation), by));
        },
        lines);
  }

  /** The owner adds an external by address, who accepts when something more was said. */
  void invite(int person, int conversation, Window window, MessageSteps messages)
      throws InterruptedException {
    journal.note(
        "invite by mail",
        "%s is invited to %s by mail, %s",
        crowd.person(person),
        World.name(conversation),
        window);
    CompletableFuture<MemberResult.MemberAdded> answer =
        addition(Crowd.OWNER, Whom.email(crowd.address(person)), conversation, window).send();
    if (shut(person, conversation)) {
      journal.refused(answer, ErrorCode.NOT_ALLOWED);
      return;
    }
    MemberResult.MemberAdded added = journal.allowed(answer);
    int opens = windows.opens(Crowd.OWNER, conversation, window, true);
    messages.send(Crowd.OWNER, conversation, Optional.empty());
    journal.allowed(world.client(person).invitations().accept(added.invitation().orElseThrow()));
    comesIn(person, conversation, opens, Optional.of(Crowd.OWNER));
  }

  /** The owner adds somebody until then. */
  void addUntil(int person, int conversation, Window window, Instant until)
      throws InterruptedException {
    journal.note(
        "add for a moment",
        "%s is added to %s for a moment, %s",
        crowd.person(person),
        World.name(conversation),
        window);
    journal.allowed(
        addition(Crowd.OWNER, person(person), conversation, window).until(until).send());
    added(Crowd.OWNER, person, conversation, window);
  }

  void remove(int person, int conversation, boolean allPaths) throws InterruptedException {
    journal.note(
        allPaths ? "remove by all paths" : "remove",
        "%s is removed from %s%s",
        crowd.person(person),
        World.name(conversation),
        allPaths ? ", all paths" : "");
    Removal removal = world.owner().members().remove(world.id(conversation), person(person));
    MemberResult.Removed removed =
        journal.allowed((allPaths ? removal.allPaths() : removal).send());
    gone(
        person,
        conversation,
        () ->
            allPaths
                ? model.removeAllPaths(person, conversation)
                : model.remove(person, conversation));
    Journal.same(
        "paths that remain", model.paths(person, conversation).size(), removed.remaining().size());
  }

  /**
   * The owner removes somebody who has a link of their own, something is said, and the removal is
   * taken back (N-18): with the gap open they see what they saw before, closed only what comes.
   */
  void takeBack(int person, int conversation, boolean openGap, MessageSteps messages)
      throws InterruptedException {
    Place place = new Place(person, conversation);
    int saw = model.floor(person, conversation);
    Optional<Integer> sponsor = world.sponsors().of(place);
    remove(person, conversation, false);
    messages.send(Crowd.OWNER, conversation, Optional.empty());
    journal.note(
        "take a removal back",
        "%s is back in %s, %s",
        crowd.person(person),
        World.name(conversation),
        openGap ? "the gap open" : "from now on");
    CompletableFuture<?> answer =
        world.owner().members().undoRemove(world.id(conversation), person(person), openGap);
    if (shut(person, conversation)) {
      journal.refused(answer, ErrorCode.NOT_ALLOWED);
      return;
    }
    journal.allowed(answer);
    int opens = openGap ? saw : model.now();
    // Where a group still led them there, nobody is told that they came.
    Line[] lines =
        model.hasPath(person, conversation)
            ? new Line[0]
            : new Line[] {joined(person, conversation)};
    comesIn(person, conversation, opens, sponsor, lines);
  }

  /** Externals remove nobody but themselves. */
  void removeByExternal(int external, int person, int conversation) throws InterruptedException {
    if (external == person) {
      leave(person, conversation);
      return;
    }
    journal.note(
        "remove",
        "%s tries to remove %s from %s",
        crowd.person(external),
        crowd.person(person),
        World.name(conversation));
    journal.refused(
        world.client(external).members().remove(world.id(conversation), person(person)).send(),
        model.hasPath(external, conversation) ? ErrorCode.NOT_ALLOWED : ErrorCode.NOT_FOUND);
  }

  void leave(int person, int conversation) throws InterruptedException {
    journal.note("leave", "%s leaves %s", crowd.person(person), World.name(conversation));
    CompletableFuture<?> answer =
        world.client(person).conversations().leave(world.id(conversation));
    if (model.hasPath(person, conversation)) {
      journal.allowed(answer);
      gone(person, conversation, () -> model.leave(person, conversation));
    } else {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    }
  }

  /** The owner makes a group a recipient of a thread; whatever is, stays. */
  void addGroup(int group, int thread, Window window) throws InterruptedException {
    journal.note(
        "add a group", "%s is added to %s, %s", World.name(group), World.name(thread), window);
    CompletableFuture<?> answer =
        addition(Crowd.OWNER, Whom.group(world.id(group)), thread, window).send();
    if (closedTo(group, thread)) {
      journal.refused(answer, ErrorCode.NOT_ALLOWED);
      return;
    }
    journal.allowed(answer);
    if (!model.hasGroup(group, thread)) {
      boolean reserved = hasExternals(group) || model.isAddressed(thread);
      int opens = windows.opens(Crowd.OWNER, thread, window, reserved);
      dues.changes(() -> model.addGroup(group, thread, opens), Line.changed(thread));
    }
  }

  /**
   * Returns whether the group would bring an external past a door that is shut: into the thread, or
   * beside a group of it in which they are not.
   */
  private boolean closedTo(int group, int thread) {
    boolean brings =
        externals()
            .anyMatch(p ->
                model.hasDirect(p, group)
                    && !model.leads(p, thread)
                    && !model.isExcluded(p, thread));
    List<Integer> recipients =
        IntStream.range(0, World.GROUPS)
            .filter(each -> each == group || model.hasGroup(each, thread))
            .boxed()
            .toList();
    return (brings && world.doors().holds(Door.SHUT, thread))
        || recipients.stream()
            .filter(each -> world.doors().own(Door.SHUT, each))
            .anyMatch(each ->
                externals()
                    .anyMatch(p -> shares(p, thread, recipients) && !model.hasDirect(p, each)));
  }

  private boolean shares(int person, int thread, List<Integer> recipients) {
    return model.hasDirect(person, thread)
        || (!model.isExcluded(person, thread)
            && recipients.stream().anyMatch(group -> model.hasDirect(person, group)));
  }

  private IntStream externals() {
    return IntStream.range(0, crowd.size()).filter(crowd::isExternal);
  }

  void removeGroup(int group, int thread) throws InterruptedException {
    journal.note("take a group off", "%s is taken off %s", World.name(group), World.name(thread));
    CompletableFuture<?> answer =
        world.owner().members().remove(world.id(thread), Whom.group(world.id(group))).send();
    if (model.hasGroup(group, thread)) {
      journal.allowed(answer);
      dues.changes(() -> model.removeGroup(group, thread), Line.changed(thread));
    } else {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    }
  }

  /** Ends paths; the notice that somebody left comes when the last one ended. */
  void gone(int person, int conversation, BooleanSupplier end) throws InterruptedException {
    dues.changes(() -> {
      boolean left = end.getAsBoolean() && !model.hasPath(person, conversation);
      return left
          ? List.of(new Line(conversation, new Note.Left(person, crowd.person(person).account())))
          : List.of();
    });
  }

  private boolean hasExternals(int group) {
    for (int p = 0; p < crowd.size(); p++) {
      if (crowd.isExternal(p) && model.hasDirect(p, group)) {
        return true;
      }
    }
    return false;
  }

  private Line joined(int person, int conversation) {
    return new Line(conversation, new Note.Joined(person, crowd.person(person).account()));
  }

  private Whom.Person person(int person) {
    return Whom.person(crowd.person(person).account());
  }

  private Addition addition(int adder, Whom whom, int conversation, Window window) {
    Addition addition = world.client(adder).members().add(world.id(conversation), whom);
    return windows.wire(window).map(addition::history).orElse(addition);
  }
}
