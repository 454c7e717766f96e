package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.result.MessageResult.History;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Shows messages before, after or around a position. "There is more" is a part of its own, tagged
 * as the message that proves it: the flags say nothing of what lies below the reader's floor, not
 * even when the floor rises between the read and the socket.
 */
final class ShowHistory {
  private final AccessGate gate;
  private final MessageStore store;
  private final Messages messages;

  ShowHistory(AccessGate gate, MessageStore store, Messages messages) {
    this.gate = gate;
    this.store = store;
    this.messages = messages;
  }

  CompletionStage<Answer<History>> handle(Caller caller, MessageCommand.ShowHistory command) {
    return show(gate.read(caller, command.conversation()), Window.of(command));
  }

  CompletionStage<Answer<History>> show(ReadPermit permit, Window window) {
    Seen seen = store.around(permit, window);
    Tag head = seen.head(permit.conversation());
    Page page = Page.cut(seen.rows(), window);
    List<Part<Piece>> parts = new ArrayList<>();
    page.before().ifPresent(row -> parts.add(new Part<>(row.tag(), new Piece.MoreBefore())));
    for (Part<Message> part : messages.parts(permit.conversation(), page.shown())) {
      parts.add(new Part<>(part.tag(), new Piece.Shown(part.value())));
    }
    page.after().ifPresent(row -> parts.add(new Part<>(row.tag(), new Piece.MoreAfter())));
    return CompletableFuture.completedFuture(Answer.joined(head, parts, ShowHistory::join));
  }

  private static History join(List<Piece> pieces) {
    List<Message> shown = new ArrayList<>(pieces.size());
    boolean moreBefore = false;
    boolean moreAfter = false;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Shown(Message message) -> shown.add(message);
        case Piece.MoreBefore() -> moreBefore = true;
        case Piece.MoreAfter() -> moreAfter = true;
      }
    }
    return new History(shown, moreBefore, moreAfter);
  }

  private sealed interface Piece {
    record Shown(Message message) implements Piece {}

    record MoreBefore() implements Piece {}

    record MoreAfter() implements Piece {}
  }
}
