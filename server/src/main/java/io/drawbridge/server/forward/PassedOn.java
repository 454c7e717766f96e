package io.drawbridge.server.forward;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.forward.Forwarded;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.forward.Forward;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.Mentioned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes of a message that somebody sees a new one that passes it on. What is read here is decided
 * again by the lane, under the locks of both places. Thread-safe; blocks.
 */
public final class PassedOn {
  private final Database database;
  private final AccessGate gate;
  private final OriginalStore store = new OriginalStore();

  public PassedOn(Database database, AccessGate gate) {
    this.database = database;
    this.gate = gate;
  }

  /**
   * A message as its reader sees it.
   *
   * @param permit to read where it stands
   */
  public record Read(ReadPermit permit, long pos, String text, List<FileView> files) {
    /** Where it stands. */
    public ConversationFacts conversation() {
      return permit.conversation();
    }
  }

  /**
   * What is passed on beside the message itself.
   *
   * @param note what is said of it
   * @param audience whom the author passes it on to, if they say so
   * @param files copies of its files
   * @param starts a thread begins with it, for those whom its author just named
   */
  public record Around(
      Optional<String> note,
      Optional<AudienceToken> audience,
      List<FileId> files,
      boolean starts) {}

  /**
   * Reads a message that is to be passed on.
   *
   * @throws Failure {@code not_found} if the caller does not see it, or it was deleted
   */
  public Read read(Caller caller, MessagePlace place) {
    ReadPermit permit = gate.read(caller, place.conversation());
    return database
        .query(handle -> store.find(handle, permit, place.pos()))
        .orElseThrow(Failure::notFound);
  }

  /**
   * The new message.
   *
   * @throws Failure {@code too_large} if both texts are more than is passed on; {@code invalid} if
   *     nothing is
   */
  public NewMessage message(
      Caller caller, Read original, ConversationFacts to, Around around, RequestKey key) {
    String text = text(around.note(), original.text());
    if (text.isEmpty() && around.files().isEmpty()) {
      throw Failure.invalid("files: false (expected: files, or a message that says something)");
    }
    Forward forward =
        new Forward(
            original.conversation().id(),
            original.pos(),
            original.conversation().domain(),
            original.text(),
            text.length() - original.text().length(),
            SightRules.passingOn(original.conversation(), to),
            around.starts() || around.audience().isPresent(),
            around.starts());
    return new NewMessage(
            text,
            Optional.empty(),
            around.note().map(note -> Mentioned.by(caller.account(), note)).orElse(Set.of()),
            around.audience(),
            around.files(),
            key)
        .passing(forward);
  }

  private static String text(Optional<String> note, String original) {
    String text = note.map(it -> it + Forwarded.BETWEEN + original).orElse(original);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Limits.FORWARD_BYTES_MAX) {
      throw Failure.of(
          ErrorCode.TOO_LARGE,
          "note: %d bytes with the message (expected: at most %d)"
              .formatted(bytes, Limits.FORWARD_BYTES_MAX));
    }
    return text;
  }
}
