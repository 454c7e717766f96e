package io.drawbridge.server.resume;

import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.Since;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One piece of the answer to a resume, judged on its own. */
sealed interface Resuming {
  record Gained(ConversationView view) implements Resuming {}

  /** A conversation that was lost; {@code still} is asked on the loop, when the answer leaves. */
  record Lost(ConversationEnded ended, BooleanSupplier still) implements Resuming {}

  record Changed(ConversationView view) implements Resuming {}

  record Moved(Head head) implements Resuming {}

  record Opened(ConversationId conversation) implements Resuming {}

  static Answer<Resumed> answer(Since next, boolean resync, List<Part<Resuming>> parts) {
    return Answer.joined(Tag.OWN, parts, pieces -> join(next, resync, pieces));
  }

  /** The answer that makes the client forget what it stored, and list again. */
  static Answer<Resumed> resync(Since next) {
    return Answer.own(join(next, true, List.of()));
  }

  private static Resumed join(Since next, boolean resync, List<Resuming> pieces) {
    List<ConversationView> gained = new ArrayList<>();
    List<ConversationEnded> lost = new ArrayList<>();
    List<ConversationView> changed = new ArrayList<>();
    List<Head> heads = new ArrayList<>();
    List<ConversationId> opened = new ArrayList<>();
    for (Resuming piece : pieces) {
      switch (piece) {
        case Gained(ConversationView view) -> gained.add(view);
        case Lost(ConversationEnded ended, BooleanSupplier still) -> {
          if (still.getAsBoolean()) {
            lost.add(ended);
          }
        }
        case Changed(ConversationView view) -> changed.add(view);
        case Moved(Head head) -> heads.add(head);
        case Opened(ConversationId conversation) -> opened.add(conversation);
      }
    }
    return new Resumed(next.text(), resync, gained, lost, changed, heads, opened);
  }
}
