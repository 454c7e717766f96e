package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.Chronicle;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The steps by which people say something, and change what was said. */
final class MessageSteps {
  private final World world;
  private final Dues dues;
  private final Journal journal;
  private final AccessModel model;
  private final Chronicle chronicle;

  MessageSteps(World world) {
    this.world = world;
    this.dues = world.dues();
    this.journal = world.journal();
    this.model = world.model();
    this.chronicle = world.chronicle();
  }

  /** Somebody tries to say something, perhaps in answer to a message. */
  void send(int person, int conversation, Optional<Integer> quoted) throws InterruptedException {
    journal.note(
        "send",
        "%s sends to %s%s",
        world.crowd().person(person),
        World.name(conversation),
        quoted.map(number -> ", quoting " + number).orElse(""));
    String text = text();
    CompletableFuture<MessageResult.Sent> answer = post(person, conversation, text, quoted);
    boolean quotable = quoted.isEmpty() || world.sight().sees(person, quoted.get());
    if (!model.hasPath(person, conversation) || !quotable) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
      return;
    }
    posted(person, conversation, text, quoted, journal.allowed(answer));
    dues.settle();
  }

  String text() {
    return journal.title() + " #" + model.now();
  }

  CompletableFuture<MessageResult.Sent> post(
      int person, int conversation, String text, Optional<Integer> quoted) {
    ConversationId id = world.id(conversation);
    return quoted
        .map(number -> world.client(person).messages().reply(id, chronicle.pos(number), text))
        .orElseGet(() -> world.client(person).messages().send(id, text));
  }

  /** The server has taken a message; answers its number. */
  int posted(
      int person,
      int conversation,
      String text,
      Optional<Integer> quoted,
      MessageResult.Sent sent) {
    int number = model.happens(conversation);
    chronicle.posted(
        number,
        new Chronicle.Message(
            conversation,
            person,
            world.crowd().person(person).account(),
            sent.pos(),
            text,
            quoted));
    dues.happened(conversation, number);
    return number;
  }

  void edit(int person, int conversation, int target) throws InterruptedException {
    noteOn("edit", "edits", person, conversation, target);
    String text = text() + " instead of #" + target;
    var answer =
        world.client(person).messages().edit(world.id(conversation), chronicle.pos(target), text);
    Optional<ErrorCode> refusal =
        hidden(person, conversation, target)
            .or(() ->
                Optional.of(ErrorCode.NOT_ALLOWED).filter(_ -> chronicle.author(target) != person));
    if (refusal.isPresent()) {
      journal.refused(answer, refusal.get());
      return;
    }
    long pos = journal.allowed(answer).pos();
    chronicle.edited(model.now(), target, pos, text);
    dues.happened(conversation, model.happens(conversation));
    dues.settle();
  }

  /** One's own; the owner deletes anybody's. */
  void delete(int person, int conversation, int target) throws InterruptedException {
    noteOn("delete", "deletes", person, conversation, target);
    var answer =
        world.client(person).messages().delete(world.id(conversation), chronicle.pos(target));
    boolean may = chronicle.author(target) == person || person == Crowd.OWNER;
    if (!model.hasPath(person, conversation) || !world.sight().sees(person, target)) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    } else if (!may) {
      journal.refused(answer, ErrorCode.NOT_ALLOWED);
    } else if (chronicle.isDeleted(target)) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    } else {
      long pos = journal.allowed(answer).pos();
      chronicle.deleted(model.now(), target, pos);
      dues.happened(conversation, model.happens(conversation));
      dues.settle();
    }
  }

  void react(int person, int conversation, int target, String emoji, boolean on)
      throws InterruptedException {
    noteOn("react", on ? "reacts to" : "takes a reaction from", person, conversation, target);
    var answer =
        world
            .client(person)
            .messages()
            .react(world.id(conversation), chronicle.pos(target), emoji, on);
    Optional<ErrorCode> refusal = hidden(person, conversation, target);
    if (refusal.isPresent()) {
      journal.refused(answer, refusal.get());
      return;
    }
    long pos = journal.allowed(answer).pos();
    chronicle.reacted(
        model.now(),
        target,
        pos,
        new Chronicle.Mark(emoji, person, world.crowd().person(person).account()),
        on);
    dues.happened(conversation, model.happens(conversation));
    dues.settle();
  }

  /** Externals pin nothing. */
  void pin(int person, int conversation, int target, boolean on) throws InterruptedException {
    noteOn("pin", on ? "pins" : "unpins", person, conversation, target);
    var answer =
        world.client(person).messages().pin(world.id(conversation), chronicle.pos(target), on);
    if (!model.hasPath(person, conversation)) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    } else if (world.crowd().isExternal(person)) {
      journal.refused(answer, ErrorCode.NOT_ALLOWED);
    } else if (hidden(person, conversation, target).isPresent()) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    } else {
      long pos = journal.allowed(answer).pos();
      chronicle.pinned(model.now(), target, pos, on);
      dues.happened(conversation, model.happens(conversation));
      dues.settle();
    }
  }

  /** The refusal for what is below the floor, or was deleted: it is not there. */
  private Optional<ErrorCode> hidden(int person, int conversation, int target) {
    boolean shown =
        model.hasPath(person, conversation)
            && world.sight().sees(person, target)
            && !chronicle.isDeleted(target);
    return Optional.of(ErrorCode.NOT_FOUND).filter(_ -> !shown);
  }

  private void noteOn(String kind, String does, int person, int conversation, int target) {
    journal.note(
        kind,
        "%s %s #%d in %s",
        world.crowd().person(person),
        does,
        target,
        World.name(conversation));
  }
}
