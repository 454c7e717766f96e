package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.MemberResult.AdditionPreview;
import io.drawbridge.protocol.result.MemberResult.RemovalPreview;
import io.drawbridge.protocol.result.MemberResult.Removed;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Previews of additions and removals tell what comes of them (N-5): in worlds that change at
 * random, each is first rehearsed, then done, and what people reach is compared. A thousand worlds
 * stand in docs/results/foretold.md.
 */
final class ForetoldDbTest {
  private static final int WORLDS = Integer.getInteger("drawbridge.test.foretold", 6);
  private static final int STEPS = 25;

  /** Worlds of one workspace and its people; the next ones get others, who are nowhere yet. */
  private static final int WORLDS_EACH = 20;

  private static final int REPORT_EVERY = 100;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Random random = new Random(20261201);
  private TestHouse.Home home = HOUSE.workspace("North");
  private final List<Caller> people = new ArrayList<>();
  private final List<ConversationId> groups = new ArrayList<>();
  private final List<ConversationId> threads = new ArrayList<>();
  private final List<ConversationId> all = new ArrayList<>();
  private int additions;
  private int removals;
  private int lost;

  /** An answer, or why there is none. */
  private record Outcome<R>(Optional<R> answer, Optional<ErrorCode> error) {}

  private static <C extends Command<R>, R extends Result> Outcome<R> attempt(Caller by, C command) {
    try {
      return new Outcome<>(Optional.of(HOUSE.tell(by, command)), Optional.empty());
    } catch (Failure refused) {
      return new Outcome<>(Optional.empty(), Optional.of(refused.code()));
    }
  }

  private void gather(int part) {
    home = part == 0 ? home : HOUSE.workspace("North-" + part);
    people.clear();
    for (String name : List.of("ada", "ben", "cleo")) {
      people.add(HOUSE.member(home, "%s%d@home.example".formatted(name, part)));
    }
    ConversationId lobby = thread("Lobby");
    for (String name : List.of("eve", "finn", "gus")) {
      String email = "%s%d@outside.example".formatted(name, part);
      Caller external = HOUSE.person(email);
      InvitationId invitation =
          HOUSE.tell(home.owner(), Adding.email(lobby, email).command()).invitation().orElseThrow();
      HOUSE.tell(external, new InvitationCommand.Accept(HOUSE.clientId(), invitation));
      people.add(external);
    }
  }

  /** New groups and threads, with nobody in them but the owner. */
  private void begin() {
    groups.clear();
    threads.clear();
    all.clear();
    for (int i = 0; i < 2; i++) {
      groups.add(group("Group " + i));
    }
    for (int i = 0; i < 3; i++) {
      threads.add(thread("Thread " + i));
    }
    all.addAll(groups);
    all.addAll(threads);
  }

  private ConversationId group(String name) {
    return HOUSE
        .tell(
            home.owner(),
            new GroupCommand.Create(
                HOUSE.clientId(), home.workspace(), name, Visibility.OPEN, List.of()))
        .conversation()
        .id();
  }

  private ConversationId thread(String title) {
    return HOUSE
        .tell(
            home.owner(),
            new ThreadCommand.Create(
                HOUSE.clientId(),
                Optional.of(home.workspace()),
                title,
                List.of(),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private boolean reaches(Caller person, ConversationId conversation) {
    return attempt(person, new ConversationCommand.Show(conversation)).answer().isPresent();
  }

  private Set<ConversationId> reached(Caller person) {
    Set<ConversationId> reached = new HashSet<>(all);
    reached.removeIf(conversation -> !reaches(person, conversation));
    return reached;
  }

  @Test
  void whatIsForetoldIsWhatComes() {
    for (int world = 0; world < WORLDS; world++) {
      if (world % WORLDS_EACH == 0) {
        gather(world / WORLDS_EACH);
      }
      begin();
      live();
      if ((world + 1) % REPORT_EVERY == 0) {
        System.out.printf(
            "worlds: %d, additions: %d, removals: %d, accesses lost: %d%n",
            world + 1, additions, removals, lost);
      }
    }
    assertThat(additions).isGreaterThan(WORLDS);
    assertThat(removals).isGreaterThan(WORLDS);
    assertThat(lost).isPositive();
  }

  private void live() {
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(8)) {
        case 0 -> addGroup();
        case 1 -> send();
        case 2 -> dm();
        case 3, 4 -> removePerson();
        case 5 -> removeGroup();
        default -> add();
      }
    }
  }

  private void addGroup() {
    attempt(home.owner(), Adding.group(any(threads), any(groups)).command());
  }

  private void send() {
    attempt(
        home.owner(),
        new MessageCommand.Send(
            HOUSE.clientId(), any(all), "text", Optional.empty(), Optional.empty()));
  }

  /** Somebody from outside opens a DM with a member whom they know from a shared conversation. */
  private void dm() {
    attempt(
            any(people),
            new DmCommand.Open(
                HOUSE.clientId(),
                Optional.empty(),
                List.of(any(people).account()),
                Optional.empty()))
        .answer()
        .map(dm -> dm.conversation().id())
        .filter(dm -> !all.contains(dm))
        .ifPresent(all::add);
  }

  private void add() {
    Caller person = any(people);
    ConversationId where = any(all);
    Optional<HistoryWindow> window =
        random.nextBoolean() ? Optional.of(new HistoryWindow.Everything()) : Optional.empty();
    boolean there = reaches(person, where);
    Outcome<AdditionPreview> foretold =
        attempt(
            home.owner(),
            new MemberCommand.PreviewAdd(
                where, Optional.of(person.account()), Optional.empty(), window, Optional.empty()));
    assertThat(reaches(person, where)).as("a preview adds nobody").isEqualTo(there);
    Adding adding = Adding.person(where, person.account());
    var added = attempt(home.owner(), window.map(adding::seeing).orElse(adding).command());
    assertThat(foretold.error()).isEqualTo(added.error());
    if (added.answer().isPresent() && !there) {
      additions++;
      AdditionPreview told = foretold.answer().orElseThrow();
      assertThat(messages(person, where)).isEqualTo(told.messages());
      List<Person> others = others(person, where);
      assertThat(others).hasSize(told.people());
      assertThat(others.stream().filter(Person::external)).hasSize(told.externals());
    }
  }

  /** The others whom the person sees there. */
  private static List<Person> others(Caller person, ConversationId where) {
    return HOUSE
        .tell(person, new ConversationCommand.ShowRoster(where, Optional.empty(), Optional.of(100)))
        .entries()
        .stream()
        .flatMap(entry -> entry.person().stream())
        .filter(other -> !other.id().equals(person.account()))
        .toList();
  }

  private int messages(Caller person, ConversationId where) {
    return HOUSE
        .tell(
            person,
            new MessageCommand.ShowHistory(
                where, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(100)))
        .messages()
        .size();
  }

  private void removePerson() {
    Caller person = any(people);
    ConversationId where = any(all);
    boolean allPaths = random.nextBoolean();
    Set<ConversationId> before = reached(person);
    Outcome<RemovalPreview> foretold =
        attempt(
            home.owner(),
            new MemberCommand.PreviewRemove(
                where, Optional.of(person.account()), Optional.empty(), allPaths));
    assertThat(reached(person)).as("a preview removes nobody").isEqualTo(before);
    Outcome<Removed> removed =
        attempt(
            home.owner(),
            new MemberCommand.Remove(
                HOUSE.clientId(),
                where,
                Optional.of(person.account()),
                Optional.empty(),
                Optional.empty(),
                allPaths,
                Optional.empty()));
    assertThat(foretold.error()).isEqualTo(removed.error());
    if (removed.answer().isPresent()) {
      Set<ConversationId> gone = new HashSet<>(before);
      gone.removeAll(reached(person));
      removals++;
      RemovalPreview told = foretold.answer().orElseThrow();
      assertThat(told.remaining()).isEqualTo(removed.answer().get().remaining());
      assertThat(told.people()).isEqualTo(gone.contains(where) ? 1 : 0);
      assertThat(told.others()).isEqualTo(gone.contains(where) ? gone.size() - 1 : gone.size());
      lost += gone.size();
    }
  }

  private void removeGroup() {
    ConversationId thread = any(threads);
    ConversationId group = any(groups);
    List<Caller> before = people.stream().filter(each -> reaches(each, thread)).toList();
    Outcome<RemovalPreview> foretold =
        attempt(
            home.owner(),
            new MemberCommand.PreviewRemove(thread, Optional.empty(), Optional.of(group), false));
    Outcome<Removed> removed =
        attempt(
            home.owner(),
            new MemberCommand.Remove(
                HOUSE.clientId(),
                thread,
                Optional.empty(),
                Optional.of(group),
                Optional.empty(),
                false,
                Optional.empty()));
    assertThat(foretold.error()).isEqualTo(removed.error());
    if (removed.answer().isPresent()) {
      removals++;
      int gone = (int) before.stream().filter(each -> !reaches(each, thread)).count();
      assertThat(foretold.answer().orElseThrow().people()).isEqualTo(gone);
      lost += gone;
    }
  }
}
