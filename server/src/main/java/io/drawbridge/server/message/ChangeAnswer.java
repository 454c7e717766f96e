package io.drawbridge.server.message;

import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.delivery.append.Append;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Appends a message or a change of one, and answers with the position of what was appended. */
public final class ChangeAnswer {
  private ChangeAnswer() {}

  /** Appends it; the answer is judged as the change itself is. */
  public static CompletionStage<Answer<Changed>> append(
      WriterLanes lanes, PostPermit permit, Append change) {
    return lanes
        .append(permit, change)
        .thenApply(committed ->
            Answer.of(
                tag(permit, committed), new Changed(permit.conversation().id(), committed.pos())));
  }

  /** Appends a message; its author's answer is judged as it is. */
  public static CompletionStage<Answer<Sent>> sent(
      WriterLanes lanes, PostPermit permit, Append message) {
    return lanes
        .append(permit, message)
        .thenApply(committed ->
            Answer.of(
                tag(permit, committed),
                new Sent(permit.conversation().id(), committed.pos(), committed.at())));
  }

  /** The tag of the author's answer: it is content, like what everybody else gets. */
  public static Tag tag(PostPermit permit, Committed committed) {
    return new Tag.Content(
        permit.conversation().domain(),
        permit.conversation().id(),
        committed.epoch(),
        committed.epoch(),
        committed.pos(),
        Whose.of(permit.caller().account()));
  }
}
