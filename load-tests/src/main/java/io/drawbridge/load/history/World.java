package io.drawbridge.load.history;

import com.google.errorprone.annotations.FormatMethod;
import io.drawbridge.client.ChatClient;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.load.history.AccessModel.Place;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.HistoryWindow;
import io.drawbridge.protocol.frame.MemberCommand;
import io.drawbridge.protocol.frame.MemberResult;
import io.drawbridge.protocol.frame.Message;
import io.drawbridge.protocol.frame.MessageResult;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One history on the server and in the model at the same time: each change is made on both, and
 * what the server answers, sends and shows is held against the model.
 */
final class World {
  static final int GROUPS = 2;
  static final int THREADS = 3;
  static final int CONVERSATIONS = GROUPS + THREADS;
  private static final int PAGE = 100;
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(20);
  private static final Duration LIFE = Duration.ofMillis(1500);
  private static final Duration MARGIN = Duration.ofMillis(200);
  private static final Duration SWEPT_WITHIN = Duration.ofMillis(1500);

  private final Crowd crowd;
  private final String title;
  private final AccessModel model;
  private final List<ConversationId> conversations = new ArrayList<>();

  /** Position and text of each message, by its number. */
  private final List<Line> lines = new ArrayList<>();

  /** What each person is to have received since the last time they came in. */
  private final Map<Place, List<Long>> expected = new HashMap<>();

  private final List<String> log = new ArrayList<>();
  private int checks;

  private record Line(long pos, String text) {}

  /** Makes the groups and threads, with the owner alone in them. */
  World(Crowd crowd, String title) {
    this.crowd = crowd;
    this.title = title;
    this.model = new AccessModel(crowd.size(), GROUPS, THREADS);
    Person owner = crowd.person(Crowd.OWNER);
    for (int c = 0; c < CONVERSATIONS; c++) {
      conversations.add(
          (c < GROUPS
                  ? owner
                      .client()
                      .groups()
                      .create(crowd.workspace(), title + " g" + c, Visibility.SECRET, List.of())
                  : owner
                      .client()
                      .threads()
                      .create(Optional.of(crowd.workspace()), title + " t" + c, List.of()))
              .join()
              .conversation()
              .conversation());
      model.add(Crowd.OWNER, c, 0);
      owner.client().interest().openAfter(id(c), 0).join();
    }
  }

  AccessModel model() {
    return model;
  }

  int checks() {
    return checks;
  }

  List<String> log() {
    return List.copyOf(log);
  }

  /** Somebody tries to say something. */
  void send(int person, int conversation) throws InterruptedException {
    note("%s sends to %s", crowd.person(person), name(conversation));
    String text = title + " #" + model.now();
    CompletableFuture<MessageResult.Sent> answer =
        crowd.person(person).client().messages().send(id(conversation), text);
    if (!model.hasPath(person, conversation)) {
      refused(answer, ErrorCode.NOT_FOUND);
      return;
    }
    long pos = allowed(answer).pos();
    model.sent(conversation);
    lines.add(new Line(pos, text));
    for (int p = 0; p < crowd.size(); p++) {
      if (model.hasPath(p, conversation)) {
        expected(p, conversation).add(pos);
      }
    }
    settle();
  }

  /** Somebody tries to add somebody; what is opened is cut at the adder's own sight. */
  void add(int adder, int person, int conversation, Window window) throws InterruptedException {
    note(
        "%s adds %s to %s, %s",
        crowd.person(adder), crowd.person(person), name(conversation), window);
    forget();
    CompletableFuture<MemberResult.MemberAdded> answer =
        addition(
            adder, conversation, Optional.of(person), Optional.empty(), window, Optional.empty());
    if (!model.hasPath(adder, conversation)) {
      refused(answer, ErrorCode.NOT_FOUND);
    } else if (crowd.isExternal(adder)) {
      refused(answer, ErrorCode.NOT_ALLOWED);
    } else {
      int opens = opens(adder, conversation, window);
      allowed(answer);
      changes(() -> model.add(person, conversation, opens));
    }
  }

  /** The owner adds an external by address, who accepts. */
  void invite(int person, int conversation, Window window) throws InterruptedException {
    note("%s is invited to %s by mail, %s", crowd.person(person), name(conversation), window);
    forget();
    MemberResult.MemberAdded added =
        allowed(
            crowd
                .person(Crowd.OWNER)
                .client()
                .call(
                    new MemberCommand.Add(
                        crowd.person(Crowd.OWNER).client().ids().next(),
                        id(conversation),
                        Optional.empty(),
                        Optional.of(crowd.address(person)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(wire(window)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    allowed(crowd.person(person).client().invitations().accept(added.invitation().orElseThrow()));
    changes(() -> model.add(person, conversation, opens(Crowd.OWNER, conversation, window)));
  }

  /** The owner adds somebody for a moment; something is said; the time passes. */
  void addForAMoment(int person, int conversation, Window window) throws InterruptedException {
    note("%s is added to %s for a moment, %s", crowd.person(person), name(conversation), window);
    forget();
    Instant until = Instant.now().plus(LIFE).truncatedTo(ChronoUnit.MILLIS);
    allowed(
        addition(
            Crowd.OWNER,
            conversation,
            Optional.of(person),
            Optional.empty(),
            window,
            Optional.of(until)));
    changes(() -> model.add(person, conversation, opens(Crowd.OWNER, conversation, window)));
    send(Crowd.OWNER, conversation);
    if (Instant.now().isAfter(until.minus(MARGIN))) {
      throw new TooSlow("a message took longer than a link was to live");
    }
    TimeUnit.MILLISECONDS.sleep(
        Duration.between(Instant.now(), until.plus(SWEPT_WITHIN)).toMillis());
    changes(() -> model.remove(person, conversation));
  }

  void remove(int person, int conversation, boolean allPaths) throws InterruptedException {
    note(
        "%s is removed from %s%s",
        crowd.person(person), name(conversation), allPaths ? ", all paths" : "");
    AccountId account = crowd.person(person).account();
    MemberResult.Removed removed =
        allowed(
            allPaths
                ? owner().members().removeAllPaths(id(conversation), account)
                : owner().members().remove(id(conversation), account));
    changes(() -> {
      if (allPaths) {
        model.removeAllPaths(person, conversation);
      } else {
        model.remove(person, conversation);
      }
    });
    same("paths that remain", model.paths(person, conversation).size(), removed.remaining().size());
  }

  /** Externals remove nobody. */
  void removeByExternal(int external, int person, int conversation) {
    note(
        "%s tries to remove %s from %s",
        crowd.person(external), crowd.person(person), name(conversation));
    refused(
        crowd
            .person(external)
            .client()
            .members()
            .remove(id(conversation), crowd.person(person).account()),
        model.hasPath(external, conversation) ? ErrorCode.NOT_ALLOWED : ErrorCode.NOT_FOUND);
  }

  void leave(int person, int conversation) throws InterruptedException {
    note("%s leaves %s", crowd.person(person), name(conversation));
    CompletableFuture<?> answer =
        crowd.person(person).client().conversations().leave(id(conversation));
    if (model.hasPath(person, conversation)) {
      allowed(answer);
      changes(() -> model.leave(person, conversation));
    } else {
      refused(answer, ErrorCode.NOT_FOUND);
    }
  }

  void addGroup(int group, int thread, Window window) throws InterruptedException {
    note("%s is added to %s, %s", name(group), name(thread), window);
    forget();
    allowed(
        addition(
            Crowd.OWNER, thread, Optional.empty(), Optional.of(group), window, Optional.empty()));
    changes(() -> model.addGroup(group, thread, opens(Crowd.OWNER, thread, window)));
  }

  void removeGroup(int group, int thread) throws InterruptedException {
    note("%s is taken off %s", name(group), name(thread));
    CompletableFuture<?> answer = owner().members().removeGroup(id(thread), id(group));
    if (model.hasGroup(group, thread)) {
      allowed(answer);
      changes(() -> model.removeGroup(group, thread));
    } else {
      refused(answer, ErrorCode.NOT_FOUND);
    }
  }

  /** Every person and conversation: what history shows, and what arrived. */
  void check() throws InterruptedException {
    settle();
    Map<Place, CompletableFuture<MessageResult.History>> pages = new HashMap<>();
    for (int p = 0; p < crowd.size(); p++) {
      for (int c = 0; c < CONVERSATIONS; c++) {
        pages.put(new Place(p, c), crowd.person(p).client().messages().newest(id(c), PAGE));
      }
    }
    pages.forEach((place, page) -> {
      String who = crowd.person(place.who()) + " in " + name(place.conversation());
      if (model.hasPath(place.who(), place.conversation())) {
        List<Line> shown =
            model.visible(place.who(), place.conversation()).stream().map(lines::get).toList();
        same("history of " + who, shown, history(place, allowed(page)));
      } else {
        refused(page, ErrorCode.NOT_FOUND);
      }
      checks++;
    });
    received();
  }

  /** Has everybody stop listening, so that the next history starts quietly. */
  void end() {
    for (int p = 0; p < crowd.size(); p++) {
      for (int c = 0; c < CONVERSATIONS; c++) {
        if (model.hasPath(p, c)) {
          crowd.person(p).client().interest().close(id(c)).join();
        }
        crowd.person(p).restart(id(c));
      }
    }
  }

  private List<Line> history(Place place, MessageResult.History newest) {
    List<Message> messages = new ArrayList<>(newest.messages());
    boolean more = newest.moreBefore();
    while (more) {
      MessageResult.History page =
          allowed(
              crowd
                  .person(place.who())
                  .client()
                  .messages()
                  .before(id(place.conversation()), messages.getFirst().pos(), PAGE));
      if (page.messages().isEmpty()) {
        throw new Difference("an empty page of history", "messages", "none");
      }
      messages.addAll(0, page.messages());
      more = page.moreBefore();
    }
    return messages.stream().map(it -> new Line(it.pos(), it.text().orElse(""))).toList();
  }

  /** Makes a change in the model and has those who came in open what they gained. */
  private void changes(Runnable change) throws InterruptedException {
    List<Place> before = places();
    change.run();
    List<Place> gained = places();
    gained.removeAll(before);
    for (Place place : gained) {
      int person = place.who();
      int conversation = place.conversation();
      model.visible(person, conversation).stream()
          .map(number -> lines.get(number).pos())
          .forEach(expected(person, conversation)::add);
      allowed(crowd.person(person).client().interest().openAfter(id(conversation), 0));
    }
    settle();
  }

  /** Before somebody may come in: nothing came since they were out, and it starts anew. */
  private void forget() {
    received();
    for (int p = 0; p < crowd.size(); p++) {
      for (int c = 0; c < CONVERSATIONS; c++) {
        if (!model.hasPath(p, c)) {
          crowd.person(p).restart(id(c));
          expected.remove(new Place(p, c));
        }
      }
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int p = 0; p < crowd.size(); p++) {
      for (int c = 0; c < CONVERSATIONS; c++) {
        if (model.hasPath(p, c)) {
          places.add(new Place(p, c));
        }
      }
    }
    return places;
  }

  /** Waits until everything that is to arrive has arrived. */
  private void settle() throws InterruptedException {
    for (Map.Entry<Place, List<Long>> one : expected.entrySet()) {
      crowd
          .person(one.getKey().who())
          .await(id(one.getKey().conversation()), one.getValue().size(), ARRIVES_WITHIN);
    }
    received();
  }

  /** In order, once, nothing lost, nothing more. */
  private void received() {
    for (int p = 0; p < crowd.size(); p++) {
      for (int c = 0; c < CONVERSATIONS; c++) {
        same(
            "received by %s in %s".formatted(crowd.person(p), name(c)),
            expected.getOrDefault(new Place(p, c), List.of()),
            crowd.person(p).received(id(c)));
      }
      same(
          "%s is connected without a gap".formatted(crowd.person(p)),
          true,
          crowd.person(p).undisturbed());
    }
  }

  private CompletableFuture<MemberResult.MemberAdded> addition(
      int adder,
      int conversation,
      Optional<Integer> person,
      Optional<Integer> group,
      Window window,
      Optional<Instant> until) {
    return crowd
        .person(adder)
        .client()
        .call(
            new MemberCommand.Add(
                crowd.person(adder).client().ids().next(),
                id(conversation),
                person.map(it -> crowd.person(it).account()),
                Optional.empty(),
                group.map(this::id),
                Optional.empty(),
                Optional.of(wire(window)),
                Optional.empty(),
                until,
                Optional.empty()));
  }

  private HistoryWindow wire(Window window) {
    return switch (window) {
      case Window.FromNow() -> new HistoryWindow.FromNow();
      case Window.Everything() -> new HistoryWindow.Everything();
      case Window.LastDay() -> new HistoryWindow.LastDays(1);
      case Window.FromMessage(int number) -> new HistoryWindow.FromMessage(lines.get(number).pos());
    };
  }

  /** What a link opens that this person makes. The owner was there before everything. */
  private int opens(int adder, int conversation, Window window) {
    int wanted =
        switch (window) {
          case Window.FromNow() -> model.now();
          case Window.Everything(), Window.LastDay() -> 0;
          case Window.FromMessage(int number) -> number;
        };
    return adder == Crowd.OWNER ? wanted : Math.max(wanted, model.ownSight(adder, conversation));
  }

  private <T> T allowed(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw new Difference(
          last(), "success", RequestFailed.in(failed).map(String::valueOf).orElse("a failure"));
    }
  }

  private void refused(CompletableFuture<?> answer, ErrorCode expectedCode) {
    try {
      throw new Difference(last(), expectedCode, answer.join());
    } catch (CompletionException failed) {
      same(
          last(), Optional.of(expectedCode), RequestFailed.in(failed).flatMap(RequestFailed::code));
    }
  }

  private static void same(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new Difference(what, expected, actual);
    }
  }

  private List<Long> expected(int person, int conversation) {
    return expected.computeIfAbsent(new Place(person, conversation), ignored -> new ArrayList<>());
  }

  private ChatClient owner() {
    return crowd.person(Crowd.OWNER).client();
  }

  private ConversationId id(int conversation) {
    return conversations.get(conversation);
  }

  private static String name(int conversation) {
    return (conversation < GROUPS ? "group" : "thread") + conversation;
  }

  @FormatMethod
  private void note(String format, Object... values) {
    log.add(log.size() + ": " + format.formatted(values));
  }

  private String last() {
    return log.isEmpty() ? title : log.getLast();
  }
}
