package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.delivery.append.AppendStore.Borne;
import io.drawbridge.server.delivery.append.AppendStore.Ground;
import io.drawbridge.server.delivery.append.AppendStore.Mention;
import io.drawbridge.server.delivery.append.AppendStore.Seen;
import io.drawbridge.server.delivery.append.AppendStore.Upload;
import io.drawbridge.server.delivery.append.AppendTransaction.Outcome;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.append.forward.Original;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import io.drawbridge.server.delivery.log.Moment;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.failure.Failure;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives positions, in order, to the appends of one transaction that are valid, and collects their
 * rows.
 */
final class Positions {
  private final Ground ground;
  private final Map<Integer, Seen> seen;
  private final Set<Mention> sighted;
  private final Files files;
  private final Map<Integer, Original> originals;
  private final RememberedAnswers answers;
  private final Map<Long, Long> heads = new HashMap<>();
  private final Map<Spot, Set<String>> newEmojis = new HashMap<>();
  private final Set<FileId> taken = new HashSet<>();
  private final AppendRows rows = new AppendRows();

  Positions(
      Ground ground,
      Map<Integer, Seen> seen,
      Set<Mention> sighted,
      Files files,
      Map<Integer, Original> originals,
      RememberedAnswers answers) {
    this.ground = ground;
    this.seen = seen;
    this.sighted = sighted;
    this.files = files;
    this.originals = originals;
    this.answers = answers;
  }

  /** The rows to write; empty when every append was refused. */
  Optional<AppendRows> finish() {
    heads.forEach((conversation, head) -> rows.heads.add(conversation, head));
    return heads.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  Outcome append(Waiting waiting, int index) {
    Draft draft =
        new Draft(
            this,
            waiting,
            seen.get(index),
            files.borne().getOrDefault(index, Borne.NOTHING),
            originals.get(index));
    try {
      if (waiting.append().idle(draft)) {
        return idle(waiting);
      }
      Content content = waiting.append().write(draft);
      return appended(waiting, draft.place(), content);
    } catch (Failure failure) {
      return new Outcome.Refused(failure);
    }
  }

  /** The answer where nothing is to be written: of the subject's own place. */
  private Outcome idle(Waiting waiting) {
    Moment moment = found(ground.moments().get(waiting.domain().value()));
    return new Outcome.Repeated(
        new Committed(
            waiting.append().subject().orElseThrow(),
            Moment.instant(moment.clockMicros()),
            moment.epoch()));
  }

  AppendRows rows() {
    return rows;
  }

  boolean sighted(Mention mention) {
    return sighted.contains(mention);
  }

  /**
   * An upload, whole, for this conversation.
   *
   * @throws Failure {@code not_found} if it is not that, or another's
   */
  Upload upload(FileId file, Waiting waiting) {
    Upload upload = found(files.uploads().get(file.value()));
    boolean own =
        upload.owner() == waiting.author().value()
            && upload.conversation() == waiting.facts().id().value();
    if (!own || taken.contains(file)) {
      throw Failure.notFound();
    }
    return upload;
  }

  /** Notes that these uploads are in use from now on. */
  void take(Collection<FileId> uploads) {
    taken.addAll(uploads);
  }

  /** The emojis that this transaction is the first to put on a message. */
  Set<String> newEmojis(long conversation, long pos) {
    return newEmojis.computeIfAbsent(new Spot(conversation, pos), _ -> new HashSet<>());
  }

  /**
   * The rule of positions: above the head, the clock, the last change's mark and what was retired.
   */
  Place take(Waiting waiting) {
    long conversation = waiting.facts().id().value();
    AppendStore.Head head = found(ground.heads().get(conversation));
    Moment moment = found(ground.moments().get(waiting.domain().value()));
    long prev = heads.getOrDefault(conversation, head.pos());
    if (!heads.containsKey(conversation)) {
      rows.places.add(waiting.domain(), conversation, prev);
    }
    long pos =
        Math.max(
            Math.max(prev, head.firstPos()) + 1, Math.max(moment.clockMicros(), moment.mark() + 1));
    heads.put(conversation, pos);
    return new Place(pos, prev, moment);
  }

  private Outcome appended(Waiting waiting, Place place, Content content) {
    Moment moment = place.moment;
    Committed committed =
        new Committed(place.pos, Moment.instant(moment.clockMicros()), moment.epoch());
    rows.events.add(
        waiting.facts().id().value(),
        place.pos,
        place.prev,
        moment.epoch(),
        content.kind().stored(),
        waiting.author().value(),
        content.target().map(Target::pos).orElse(null),
        waiting.append().emoji().orElse(null),
        moment.clockMicros());
    rows.requests.add(
        waiting.author().value(),
        waiting.append().key().clientId(),
        waiting.append().key().bodyHex(),
        answers.text(new RememberedAnswers.Answered<>(committed, committed.epoch(), false)));
    return new Outcome.Appended(
        committed,
        new LogEntry(
            waiting.facts(),
            place.pos,
            place.prev,
            moment.epoch(),
            waiting.author(),
            committed.at(),
            content));
  }

  private static <T> T found(@Nullable T value) {
    if (value == null) {
      throw Failure.notFound();
    }
    return value;
  }

  /** What was read of files: whole uploads by id, and what messages bear by the append's index. */
  record Files(Map<Long, Upload> uploads, Map<Integer, Borne> borne) {}

  private record Spot(long conversation, long pos) {}

  record Place(long pos, long prev, Moment moment) {}
}
