package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.append.AppendStore.Borne;
import io.drawbridge.server.delivery.append.AppendStore.Carried;
import io.drawbridge.server.delivery.append.AppendStore.Seen;
import io.drawbridge.server.delivery.append.AppendStore.Upload;
import io.drawbridge.server.delivery.append.Positions.Place;
import io.drawbridge.server.delivery.append.forward.Forward;
import io.drawbridge.server.delivery.append.forward.Original;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import io.drawbridge.server.delivery.log.Moment;
import io.drawbridge.server.delivery.log.Origin;
import io.drawbridge.server.delivery.words.IndexedText;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One append while it is being decided: what its author sees of the message it is about, and the
 * rows it will leave. Ask for its {@link #place} only once nothing can refuse it any more.
 */
final class Draft {
  private final Positions positions;
  private final Waiting waiting;
  private final long conversation;
  private final @Nullable Seen subject;
  private final Borne borne;
  private final @Nullable Original original;
  private @Nullable Place place;

  Draft(
      Positions positions,
      Waiting waiting,
      @Nullable Seen subject,
      Borne borne,
      @Nullable Original original) {
    this.positions = positions;
    this.waiting = waiting;
    this.conversation = waiting.facts().id().value();
    this.subject = subject;
    this.borne = borne;
    this.original = original;
  }

  /** The place of the event in its conversation; the head moves at the first call. */
  Place place() {
    @Nullable Place taken = place;
    if (taken == null) {
      taken = positions.take(waiting);
      place = taken;
    }
    return taken;
  }

  /**
   * The message at this position, which is quoted and may have been deleted.
   *
   * @throws Failure {@code not_found} if the author does not see it
   */
  Target quoted(long pos) {
    if (subject == null) {
      throw Failure.notFound();
    }
    return new Target(pos, subject.epoch(), new AccountId(subject.author()));
  }

  /**
   * The message at this position, which is changed.
   *
   * @throws Failure {@code not_found} if the author does not see it, or it was deleted
   */
  Target target(long pos) {
    Seen message = living();
    return new Target(pos, message.epoch(), new AccountId(message.author()));
  }

  /**
   * Requires that the right suffices for this message.
   *
   * @throws Failure {@code not_allowed} if it is for the author of the message only
   */
  void requireRight() {
    boolean author = living().author() == waiting.author().value();
    AccessRules.onMessage(waiting.append().right(), author).require();
  }

  /**
   * Requires that the words of the message are its author's to change: no question, which stays
   * what people answered, and nothing that was passed on, which stays what somebody else wrote.
   *
   * @throws Failure {@code conflict}
   */
  void requireWords() {
    if (living().poll().isPresent()) {
      throw Failure.of(ErrorCode.CONFLICT, "pos: a poll (expected: a message that is none)");
    }
    if (living().passedOn()) {
      throw Failure.of(
          ErrorCode.CONFLICT,
          "pos: a message that was passed on (expected: one of one's own words)");
    }
  }

  /**
   * The message that this one passes on.
   *
   * @throws Failure {@code not_found} if the author does not see it, or it was deleted
   */
  Original original() {
    if (original == null) {
      throw Failure.notFound();
    }
    return original;
  }

  /** Notes where the text of the new message comes from. */
  void passedOn(Forward forward, Origin origin) {
    positions
        .rows()
        .of(Rewrite.FORWARDED)
        .add(
            conversation,
            place().pos(),
            (long) origin.begins(),
            origin.author().value(),
            Moment.micros(origin.sentAt()),
            forward.source().value(),
            forward.pos(),
            forward.starts() ? 1L : 0L);
  }

  /**
   * Requires that the message is a poll that nobody has closed.
   *
   * @throws Failure {@code not_found} if it is none, {@code conflict} if it is closed
   */
  void requireOpenPoll() {
    if (!living().poll().orElseThrow(Failure::notFound).equals("open")) {
      throw Failure.of(ErrorCode.CONFLICT, "pos: a poll that is closed (expected: an open one)");
    }
  }

  /** Returns whether previews of just these links of the subject are still to come. */
  boolean wants(List<String> urls) {
    return living().wanted().filter(String.join("\n", urls)::equals).isPresent();
  }

  /** Returns whether the subject has this link. */
  boolean has(String url) {
    return borne.text().contains(url);
  }

  /** Returns whether the previews of the subject were taken away before. */
  boolean unpreviewed() {
    return living().unpreviewed();
  }

  /** The people named who see the conversation. */
  Set<AccountId> named() {
    return waiting.append().mentions().stream()
        .filter(person -> positions.sighted(waiting.mention(person)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many different emojis the message bears with this one. */
  int emojisWith(long pos, String emoji) {
    Seen message = living();
    Set<String> fresh = positions.newEmojis(conversation, pos);
    int others = message.emojis() + fresh.size();
    if (message.emojiUsed() || fresh.contains(emoji)) {
      return others;
    }
    if (others < Limits.REACTIONS_PER_MESSAGE_MAX) {
      fresh.add(emoji);
    }
    return others + 1;
  }

  /** Adds the row of a message; {@code beside} is what it is found by beside its text. */
  void message(String text, Optional<Target> quote, List<String> beside) {
    Moment moment = place().moment();
    positions
        .rows()
        .messages
        .add(
            conversation,
            place().pos(),
            moment.epoch(),
            waiting.author().value(),
            text,
            quote.map(Target::pos).orElse(null),
            quote.map(Target::epoch).orElse(null),
            moment.clockMicros(),
            found(text, beside));
  }

  /** Makes the new message a poll. */
  void poll(PollView poll) {
    positions
        .rows()
        .of(Rewrite.POLL)
        .add(
            conversation,
            place().pos(),
            String.join("\n", poll.options()),
            poll.multiple() ? 1L : 0L,
            poll.anonymous() ? 1L : 0L,
            poll.endsAt().map(Moment::micros).orElse(null));
  }

  /** The index entry of a text of this author with these files. */
  String indexed(String text, List<FileView> files) {
    return found(text, files.stream().map(FileView::name).toList());
  }

  private String found(String text, List<String> beside) {
    return IndexedText.of(
        waiting.facts().domain(), waiting.facts().id(), waiting.author(), text, beside);
  }

  /** The files that the subject carries. */
  List<FileView> files() {
    return borne.files().stream().map(Carried::file).toList();
  }

  /** Deletes what the author kept until this was written. */
  void takeAway(NewMessage.Kept kept) {
    switch (kept) {
      case NewMessage.Kept.Begun _ ->
          positions.rows().of(Rewrite.UNDRAFT).add(conversation, waiting.author().value());
      case NewMessage.Kept.Planned(Append.Due due) ->
          positions.rows().of(Rewrite.SENT).add(due.id());
    }
  }

  /** Adds the mentions of a message. */
  void mention(long pos, Set<AccountId> people) {
    people.forEach(person -> positions.rows().mentions.add(person.value(), conversation, pos));
  }

  /**
   * Makes uploads files of the new message.
   *
   * @throws Failure {@code not_found} if one is not a whole upload of the author's for this
   *     conversation
   */
  List<FileView> attach(List<FileId> uploads) {
    List<Upload> found = uploads.stream().map(it -> positions.upload(it, waiting)).toList();
    positions.take(uploads);
    List<FileView> files = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      FileId file = uploads.get(i);
      FileView view = found.get(i).view(file, 1);
      attach(place().pos(), file, view, i, Optional.empty());
      files.add(view);
    }
    return files;
  }

  /**
   * Makes an upload the newest version of a file of the subject; returns what it carries then.
   *
   * @throws Failure {@code not_found} as above, or if the message has no such file; {@code
   *     limit_reached} if the file has too many versions
   */
  List<FileView> replace(long pos, FileId file, MessageFiles.Version version) {
    Carried old = carried(file);
    Upload upload = positions.upload(version.upload(), waiting);
    if (old.file().version() >= Limits.FILE_VERSIONS_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "file: %d versions (expected: at most %d)"
              .formatted(old.file().version(), Limits.FILE_VERSIONS_MAX));
    }
    positions.take(List.of(version.upload()));
    FileView view = upload.view(file, old.file().version() + 1);
    attach(pos, version.upload(), view, old.place(), version.note());
    return reworded(
        pos, borne.files().stream().map(it -> it.equals(old) ? view : it.file()).toList());
  }

  /**
   * Takes a file from the subject; returns what it carries then.
   *
   * @throws Failure {@code not_found} if the message has no such file; {@code conflict} if it has
   *     nothing else
   */
  List<FileView> detach(long pos, FileId file) {
    Carried gone = carried(file);
    List<FileView> left =
        borne.files().stream().filter(it -> !it.equals(gone)).map(Carried::file).toList();
    if (left.isEmpty() && borne.text().isEmpty()) {
      throw Failure.of(
          ErrorCode.CONFLICT, "file: all that the message has (expected: message.delete)");
    }
    row(Rewrite.DETACH, pos, file.value());
    return reworded(pos, left);
  }

  /** Gives the subject the index entry that it has with these files. */
  private List<FileView> reworded(long pos, List<FileView> files) {
    row(Rewrite.REWORD, pos, indexed(borne.text(), files));
    return files;
  }

  private Carried carried(FileId file) {
    return borne.files().stream()
        .filter(it -> it.file().file().equals(file))
        .findFirst()
        .orElseThrow(Failure::notFound);
  }

  private void attach(long pos, FileId upload, FileView view, int order, Optional<String> note) {
    positions
        .rows()
        .of(Rewrite.ATTACH)
        .add(
            conversation,
            pos,
            upload.value(),
            view.file().value(),
            (long) view.version(),
            (long) order,
            note.orElse(null),
            place().moment().clockMicros());
  }

  /** Adds a row to a kind of rewriting; {@code values} follow the conversation in its columns. */
  void row(Rewrite rewrite, @Nullable Object... values) {
    living();
    @Nullable Object[] row = new @Nullable Object[values.length + 1];
    row[0] = conversation;
    System.arraycopy(values, 0, row, 1, values.length);
    positions.rows().of(rewrite).add(row);
  }

  private Seen living() {
    if (subject == null || !subject.alive()) {
      throw Failure.notFound();
    }
    return subject;
  }
}
