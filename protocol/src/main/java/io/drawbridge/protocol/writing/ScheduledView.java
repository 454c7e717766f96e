package io.drawbridge.protocol.writing;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.ScheduledId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that is to be sent later. Until then it is its author's alone.
 *
 * @param scheduled its id
 * @param conversation where
 * @param text Markdown source
 * @param quote the position of the message it answers
 * @param files the uploads that it will carry
 * @param at when it is sent
 * @param newcomers it is also sent if somebody came since
 * @param state whether it waits
 * @param reason the error with which sending it failed, if it is held
 */
public record ScheduledView(
    ScheduledId scheduled,
    ConversationId conversation,
    String text,
    Optional<Long> quote,
    List<FileId> files,
    Instant at,
    boolean newcomers,
    ScheduledState state,
    Optional<ErrorCode> reason) {

  /** Copies the list. */
  public ScheduledView {
    files = List.copyOf(files);
  }
}
