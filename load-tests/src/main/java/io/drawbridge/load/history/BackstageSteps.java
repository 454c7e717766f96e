package io.drawbridge.load.history;

import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.load.history.model.Chronicle;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.MessageResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Members talk among themselves beside a conversation (N-16); what is there is read, not opened.
 */
final class BackstageSteps {
  private final World world;
  private final Journal journal;
  private final AccessModel model;

  BackstageSteps(World world) {
    this.world = world;
    this.journal = world.journal();
    this.model = world.model();
  }

  /** Somebody tries to open the backstage of a conversation. */
  void open(int person, int front) {
    journal.note(
        "open a backstage", "%s opens that of %s", world.crowd().person(person), World.name(front));
    CompletableFuture<ConversationResult.Conversation> answer =
        world.client(person).conversations().backstage(world.id(front));
    if (!model.hasPath(person, front)) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
    } else if (world.crowd().isExternal(person)) {
      journal.refused(answer, ErrorCode.NOT_ALLOWED);
    } else {
      ConversationId id = journal.allowed(answer).conversation().id();
      Optional.ofNullable(world.behind().put(model.backstage(front), id))
          .ifPresent(before -> Journal.same("the one backstage of a conversation", before, id));
      world.backstages().open(front);
    }
  }

  /** Somebody tries to say something there. */
  void say(int person, int front, String text) {
    int backstage = model.backstage(front);
    journal.note(
        "say something backstage",
        "%s in that of %s",
        world.crowd().person(person),
        World.name(front));
    CompletableFuture<MessageResult.Sent> answer =
        world.client(person).messages().send(world.id(backstage), text);
    if (!model.hasPath(person, backstage)) {
      journal.refused(answer, ErrorCode.NOT_FOUND);
      return;
    }
    MessageResult.Sent sent = journal.allowed(answer);
    world
        .chronicle()
        .posted(
            model.happens(backstage),
            new Chronicle.Message(
                backstage,
                person,
                world.crowd().person(person).account(),
                sent.pos(),
                text,
                Optional.empty()));
  }
}
