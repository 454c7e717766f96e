package io.drawbridge.client.chat.notify;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.result.InboxResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows notices, and changes what one wants to hear of, by what was typed. */
public final class Noticed implements Words {
  private static final String FOR_GOOD = "for good";

  private final Speaker speaker;
  private final ChatClient client;

  public Noticed(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/notices" -> list();
      case "/notify" -> notify(rest, here);
      case "/mute" -> speaker.in(here, place -> mute(place, rest));
      case "/unmute" -> speaker.in(here, this::unmute);
      case "/quiet" -> quiet(rest);
      case "/keywords" -> keywords(rest);
      case "/follow-file" -> speaker.in(here, place -> followFile(place, rest));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void say(String line) {
    speaker.lines(List.of(line));
  }

  private void list() {
    List<NoticeView> notices = client.inbox().notices(Optional.empty()).join().notices();
    speaker.lines(
        notices.isEmpty()
            ? List.of("You were told of nothing.")
            : notices.stream().map(this::line).toList());
  }

  private String line(NoticeView notice) {
    String where = notice.name().isEmpty() ? "" : " (%s)".formatted(notice.name());
    String what = notice.cause().wire().replace('_', ' ');
    return "%s %s, %s%s%s"
        .formatted(
            notice.read() ? " " : "*",
            what,
            speaker.name().apply(notice.author()),
            where,
            notice.preview().map(text -> ": " + text).orElse(""));
  }

  private void notify(String rest, Optional<ConversationId> here) {
    List<String> words =
        Arrays.stream(rest.toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(it -> !it.isEmpty())
            .toList();
    Optional<NoticeLevel> level = named(words, NoticeLevel.class);
    Optional<NoticeMail> mail = named(words, NoticeMail.class);
    if (words.size() != Stream.of(level, mail).filter(Optional::isPresent).count()) {
      say("Say all, mentions or nothing; and immediate, daily, weekly or off.");
    } else if (here.isPresent()) {
      ofConversation(here.get(), level, mail);
    } else {
      everywhere(level, mail);
    }
  }

  private static <E extends Enum<E> & WireName> Optional<E> named(
      List<String> words, Class<E> type) {
    return words.stream().flatMap(word -> WireName.find(type, word).stream()).findFirst();
  }

  private void everywhere(Optional<NoticeLevel> level, Optional<NoticeMail> mail) {
    InboxResult.NotifySettings before = client.inbox().wishes().join();
    if (level.isPresent() || mail.isPresent()) {
      client
          .inbox()
          .wish(
              level.or(() -> Optional.of(before.level())),
              mail.or(() -> Optional.of(before.mail())))
          .join();
    }
    InboxResult.NotifySettings now = client.inbox().wishes().join();
    say("Everywhere: %s, mails: %s.".formatted(now.level().wire(), now.mail().wire()));
  }

  private void ofConversation(
      ConversationId here, Optional<NoticeLevel> level, Optional<NoticeMail> mail) {
    InboxResult.ConversationNotify before = client.inbox().wishesOf(here).join();
    if (level.isPresent() || mail.isPresent()) {
      client
          .inbox()
          .wishOf(here, level.or(before::level), mail.or(before::mail), before.mutedUntil())
          .join();
    }
    InboxResult.ConversationNotify now = client.inbox().wishesOf(here).join();
    say(
        "Here: %s, mails: %s%s."
            .formatted(
                now.inForce().wire(),
                now.mail().map(NoticeMail::wire).orElse("as everywhere"),
                now.mutedUntil().map(until -> ", muted until " + until).orElse("")));
  }

  private void mute(ConversationId here, String rest) {
    InboxResult.ConversationNotify before = client.inbox().wishesOf(here).join();
    Optional<Instant> until = hours(rest);
    client
        .inbox()
        .wishOf(
            here,
            until.isPresent() ? before.level() : Optional.of(NoticeLevel.NOTHING),
            before.mail(),
            until)
        .join();
    say("Muted %s.".formatted(until.map(it -> "until " + it).orElse(FOR_GOOD)));
  }

  private void unmute(ConversationId here) {
    InboxResult.ConversationNotify before = client.inbox().wishesOf(here).join();
    client
        .inbox()
        .wishOf(
            here,
            before.level().filter(it -> it != NoticeLevel.NOTHING),
            before.mail(),
            Optional.empty())
        .join();
    say("Not muted any more.");
  }

  private void quiet(String rest) {
    QuietHours before = client.inbox().wishes().join().quiet();
    boolean off = rest.equals("off");
    Optional<Instant> until = off ? Optional.empty() : hours(rest).or(before::until);
    client.inbox().quiet(new QuietHours(until, before.timeZone(), before.week())).join();
    say(until.map(it -> "Quiet until " + it + ".").orElse("Not quiet."));
  }

  private static Optional<Instant> hours(String typed) {
    return typed.matches("[0-9]{1,4}")
        ? Optional.of(Instant.now().plus(Duration.ofHours(Integer.parseInt(typed))))
        : Optional.empty();
  }

  private void keywords(String rest) {
    if (!rest.isEmpty()) {
      client
          .inbox()
          .keywords(
              rest.equals("none")
                  ? List.of()
                  : Arrays.stream(rest.split(",")).map(String::strip).toList())
          .join();
    }
    List<String> now = client.inbox().wishes().join().keywords();
    say(now.isEmpty() ? "No keywords." : "Keywords: " + String.join(", ", now));
  }

  private void followFile(ConversationId here, String rest) {
    String[] words = rest.split("\\s+", 2);
    Optional<SharedFile> file =
        client.files().list(here, Optional.empty()).join().files().stream()
            .filter(it -> it.file().file().toString().equals(words[0]))
            .findFirst();
    if (file.isEmpty()) {
      say("There is no such file here; /files lists them.");
      return;
    }
    boolean on = words.length == 1;
    client.inbox().followFile(here, file.get().pos(), file.get().file().file(), on).join();
    say(on ? "You are told of newer versions." : "You are told no more.");
  }
}
