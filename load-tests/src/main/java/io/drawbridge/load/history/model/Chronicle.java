package io.drawbridge.load.history.model;

import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.id.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The record of what happened in the conversations, by the numbers of the {@link AccessModel}, and
 * what each message is now. Who may see it is not asked here.
 */
public final class Chronicle {
  /** Stands for several externals, whom no other external sees at once. */
  public static final int SEVERAL = -1;

  private final IntPredicate external;
  private final List<Happening> happenings = new ArrayList<>();
  private final TreeMap<Integer, Said> messages = new TreeMap<>();

  /** One event of a conversation's log. */
  private sealed interface Happening {}

  private record Posted() implements Happening {}

  private record Edited(int target, long pos) implements Happening {}

  private record Deleted(int target, long pos) implements Happening {}

  private record Reacted(int target, long pos, Mark mark, boolean on) implements Happening {}

  private record Pinned(int target, long pos, boolean on) implements Happening {}

  /** That somebody came or left, or that something else changed; about no message. */
  private record Noted(Note what) implements Happening {}

  /** A reaction. */
  public record Mark(String emoji, int person, AccountId account) {}

  /** A line of a conversation's log that is no message. */
  public sealed interface Note {
    record Joined(int person, AccountId account) implements Note {}

    record Left(int person, AccountId account) implements Note {}

    /** The conversation, or the terms of one person there, or of {@link #SEVERAL}. */
    record Changed(Optional<Integer> about) implements Note {}
  }

  /** A message as it is now. */
  private static final class Said {
    final int conversation;
    final int author;
    final AccountId account;
    final long pos;
    Optional<String> text;
    Optional<Integer> quote;
    boolean edited;
    boolean pinned;
    final List<Mark> marks = new ArrayList<>();

    Said(Message message) {
      this.conversation = message.conversation();
      this.author = message.author();
      this.account = message.account();
      this.pos = message.pos();
      this.text = Optional.of(message.text());
      this.quote = message.quote();
    }
  }

  /** A message as it is sent; {@code quote}: the number of the message that it quotes. */
  public record Message(
      int conversation,
      int author,
      AccountId account,
      long pos,
      String text,
      Optional<Integer> quote) {}

  /** {@code external}: whether a person is no member now. */
  public Chronicle(IntPredicate external) {
    this.external = external;
  }

  public void posted(int number, Message message) {
    messages.put(number, new Said(message));
    add(number, new Posted());
  }

  public void edited(int number, int target, long pos, String text) {
    said(target).text = Optional.of(text);
    said(target).edited = true;
    add(number, new Edited(target, pos));
  }

  public void deleted(int number, int target, long pos) {
    Said said = said(target);
    said.text = Optional.empty();
    said.quote = Optional.empty();
    said.pinned = false;
    said.marks.clear();
    add(number, new Deleted(target, pos));
  }

  public void reacted(int number, int target, long pos, Mark mark, boolean on) {
    List<Mark> marks = said(target).marks;
    if (!on) {
      marks.remove(mark);
    } else if (!marks.contains(mark)) {
      marks.add(mark);
    }
    add(number, new Reacted(target, pos, mark, on));
  }

  public void pinned(int number, int target, long pos, boolean on) {
    said(target).pinned = on;
    add(number, new Pinned(target, pos, on));
  }

  public void noted(int number, Note what) {
    add(number, new Noted(what));
  }

  /** The numbers of the messages of a conversation. */
  public List<Integer> messages(int conversation) {
    return messages.entrySet().stream()
        .filter(entry -> entry.getValue().conversation == conversation)
        .map(Map.Entry::getKey)
        .toList();
  }

  public boolean isMessage(int number) {
    return messages.containsKey(number);
  }

  public int author(int number) {
    return said(number).author;
  }

  public long pos(int number) {
    return said(number).pos;
  }

  public boolean isDeleted(int number) {
    return said(number).text.isEmpty();
  }

  /** The number of the message that something is about, or its own: it shows where that shows. */
  public int subject(int number) {
    return switch (happenings.get(number)) {
      case Edited edited -> edited.target();
      case Deleted deleted -> deleted.target();
      case Reacted reacted -> reacted.target();
      case Pinned pinned -> pinned.target();
      case Posted _, Noted _ -> number;
    };
  }

  /** The people of whom something that happened tells. */
  public List<Integer> people(int number) {
    return switch (happenings.get(number)) {
      case Noted(Note.Joined(int person, _)) -> List.of(person);
      case Noted(Note.Left(int person, _)) -> List.of(person);
      case Noted(Note.Changed(Optional<Integer> about)) -> about.stream().toList();
      case Reacted(int target, _, Mark mark, _) -> List.of(author(target), mark.person());
      case Posted _, Edited _, Deleted _, Pinned _ -> List.of(author(subject(number)));
    };
  }

  /**
   * The frame of something that happened, with what is left of it; absent if nothing is.
   *
   * @param sees the messages that the reader sees: a quote shows where what is quoted does
   */
  public Optional<String> frame(int number, IntPredicate sees) {
    int subject = subject(number);
    return switch (happenings.get(number)) {
      case Posted _ -> Optional.of(posted(said(number), sees));
      case Edited(_, long pos) ->
          said(subject).text.map(text -> Wording.edited(pos, pos(subject), text));
      case Deleted(_, long pos) -> Optional.of(Wording.deleted(pos, pos(subject)));
      case Reacted(_, long pos, Mark(String emoji, _, AccountId account), boolean on) ->
          Optional.of(Wording.reacted(pos, pos(subject), account, emoji, on))
              .filter(_ -> !isDeleted(subject));
      case Pinned(_, long pos, boolean on) -> Optional.of(Wording.pinned(pos, pos(subject), on));
      case Noted(Note.Joined(int person, AccountId account)) ->
          Optional.of(Wording.joined(account, external.test(person)));
      case Noted(Note.Left(_, AccountId account)) -> Optional.of(Wording.left(account));
      case Noted(Note.Changed _) -> Optional.of(Wording.changed());
    };
  }

  /** A message as history shows it to a reader who sees these messages, and these people. */
  public String shown(int number, IntPredicate sees, IntPredicate people) {
    Said said = said(number);
    Map<String, List<AccountId>> reactions = new LinkedHashMap<>();
    for (Mark mark : said.marks) {
      if (people.test(mark.person())) {
        reactions.computeIfAbsent(mark.emoji(), _ -> new ArrayList<>()).add(mark.account());
      }
    }
    return Wording.message(
        posted(said, sees),
        said.pinned,
        reactions.entrySet().stream()
            .map(entry -> new Reaction(entry.getKey(), entry.getValue()))
            .toList());
  }

  public boolean isPinned(int number) {
    return said(number).pinned;
  }

  private String posted(Said said, IntPredicate sees) {
    return Wording.posted(
        said.pos,
        said.account,
        external.test(said.author),
        said.text,
        said.edited,
        said.quote.filter(sees::test).map(this::pos));
  }

  private Said said(int number) {
    return Optional.ofNullable(messages.get(number)).orElseThrow();
  }

  private void add(int number, Happening happening) {
    if (number != happenings.size()) {
      throw new IllegalArgumentException(
          "number: %d (expected: %d)".formatted(number, happenings.size()));
    }
    happenings.add(happening);
  }
}
