package io.drawbridge.server.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.letter.LetterContent;
import io.drawbridge.server.mail.letter.LetterPage;
import io.drawbridge.server.mail.letter.LetterPageRenderer;
import io.drawbridge.server.mail.letter.LetterText;
import io.drawbridge.server.mail.letter.LetterTextRenderer;
import io.drawbridge.server.mail.letter.NoticeLines;
import io.drawbridge.server.mail.letter.PlainWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the letters: sentences and times as their reader reads them, the shape from {@link
 * LetterPage} and {@link LetterText}. Of messages stands in them what the caller gives.
 * Thread-safe.
 *
 * <p>The page behind a link shows what the link is for; only its button spends the token.
 */
public final class Letters {
  private final MailedLinks links;
  private final MailStops stops;

  /** {@code stops} knows how the receiver of a mail stops more of its kind. */
  public Letters(MailedLinks links, MailStops stops) {
    this.links = links;
    this.stops = stops;
  }

  /**
   * The content of an invitation's mail.
   *
   * @param title absent where a mail must not name it
   * @param linkEnds until when the link works
   * @param accessEnds when access ends, if that is limited; the link works no longer than that
   */
  public record Invited(
      String inviter,
      Sort sort,
      Optional<String> title,
      Optional<String> note,
      Instant linkEnds,
      Optional<Instant> accessEnds) {}

  /** The kinds of place that somebody is invited into. */
  public enum Sort {
    GROUP,
    THREAD,
    DM,
    WORKSPACE,
    GUEST;

    public static Sort of(ConversationKind kind) {
      return switch (kind) {
        case GROUP -> GROUP;
        case THREAD -> THREAD;
        case DM -> DM;
      };
    }
  }

  public Letter signIn(DueMail mail) {
    Wording in = new Wording(mail.reader());
    return write(
        mail,
        in,
        in.text("signin.subject"),
        in.text("signin.heading"),
        List.of(in.text("signin.why", Limits.SIGN_IN_LINK_LIFETIME.toMinutes())),
        List.of(),
        in.text("signin.action"),
        in.text("signin.footer"));
  }

  public Letter invitation(DueMail mail, Invited invited) {
    Wording in = new Wording(mail.reader());
    String inviter = PlainWords.within(invited.inviter());
    List<String> terms = new ArrayList<>();
    switch (invited.sort()) {
      case GROUP, THREAD, DM -> terms.add(in.text("invitation.terms"));
      case GUEST -> terms.add(in.text("invitation.terms.guest"));
      case WORKSPACE -> {}
    }
    terms.add(ends(in, invited));
    return write(
        mail,
        in,
        in.text("invitation.subject." + key(invited.sort()), inviter),
        what(in, "invitation", invited.sort(), inviter, invited.title()),
        List.of(String.join(" ", terms)),
        quote(in, inviter, invited.note()),
        in.text("invitation.action"),
        in.text("invitation.footer"));
  }

  private static String ends(Wording in, Invited invited) {
    Instant link = invited.linkEnds();
    return invited
        .accessEnds()
        .map(access ->
            access.isAfter(link)
                ? in.text("invitation.access", in.time(link), in.time(access))
                : in.text("invitation.together", in.time(access)))
        .orElseGet(() -> in.text("invitation.link", in.time(link)));
  }

  /** The content of a mail about an addition. */
  public record Added(String adder, Sort sort, Optional<String> title, Optional<String> note) {}

  public Letter added(DueMail mail, Added added) {
    Wording in = new Wording(mail.reader());
    String adder = PlainWords.within(added.adder());
    return write(
        mail,
        in,
        in.text("added.subject." + key(added.sort()), adder),
        what(in, "added", added.sort(), adder, added.title()),
        List.of(in.text("added.terms")),
        quote(in, adder, added.note()),
        in.text("added.action"),
        in.text("added.footer"));
  }

  /** The content of a mail about an access that ends soon. */
  public record Ending(Sort sort, Optional<String> title, Instant until) {}

  /** Tells an external that their access ends. */
  public Letter ending(DueMail mail, Ending ending) {
    Wording in = new Wording(mail.reader());
    return write(
        mail,
        in,
        in.text("ending.subject." + key(ending.sort())),
        what(in, "ending", ending.sort(), in.time(ending.until()), ending.title()),
        List.of(in.text("ending.terms")),
        List.of(),
        in.text("ending.action"),
        in.text("ending.footer"));
  }

  /** Tells the sponsor of an external that that one's access ends. */
  public Letter endingOf(DueMail mail, String person, Ending ending) {
    Wording in = new Wording(mail.reader());
    String who = PlainWords.within(person);
    return write(
        mail,
        in,
        in.text("ending_of.subject", who),
        ending
            .title()
            .map(title ->
                in.text(
                    "ending_of." + key(ending.sort()) + ".titled",
                    who,
                    in.time(ending.until()),
                    PlainWords.within(title)))
            .orElseGet(
                () -> in.text("ending_of." + key(ending.sort()), who, in.time(ending.until()))),
        List.of(in.text("ending_of.terms")),
        List.of(),
        in.text("ending.action"),
        in.text("ending_of.footer"));
  }

  /**
   * The content of a mail about externals of a workspace.
   *
   * @param externals how many grants it is about
   * @param first the first of their dates
   */
  public record Answering(int externals, String workspace, Instant first) {}

  /** Asks somebody to confirm those for whom they answer. */
  public Letter confirming(DueMail mail, Answering about) {
    return answering(mail, "confirming", about);
  }

  /** Tells somebody in charge that nobody answers for some. */
  public Letter orphaned(DueMail mail, Answering about) {
    return answering(mail, "orphaned", about);
  }

  private Letter answering(DueMail mail, String key, Answering about) {
    Wording in = new Wording(mail.reader());
    return write(
        mail,
        in,
        in.text(key + ".subject"),
        in.text(
            key + ".what",
            about.externals(),
            PlainWords.within(about.workspace()),
            in.time(about.first())),
        List.of(in.text(key + ".terms")),
        List.of(),
        in.text("ending.action"),
        in.text(key + ".footer"));
  }

  /** The content of a mail about people who wait to be let in. */
  public record Awaiting(int people, String workspace) {}

  /** Tells somebody that people wait for what they decide. */
  public Letter awaiting(DueMail mail, Awaiting about) {
    Wording in = new Wording(mail.reader());
    return write(
        mail,
        in,
        in.text("awaiting.subject"),
        in.text("awaiting.what", about.people(), PlainWords.within(about.workspace())),
        List.of(in.text("awaiting.terms")),
        List.of(),
        in.text("awaiting.action"),
        in.text("awaiting.footer"));
  }

  /** The content of a mail about messages that were reported. */
  public record Reports(int open, String workspace) {}

  /** Tells somebody who moderates how many reports are open. */
  public Letter reports(DueMail mail, Reports about) {
    Wording in = new Wording(mail.reader());
    return write(
        mail,
        in,
        in.text("reports.subject"),
        in.text("reports.what", about.open(), PlainWords.within(about.workspace())),
        List.of(in.text("reports.terms")),
        List.of(),
        in.text("reports.action"),
        in.text("reports.footer"));
  }

  /** The content of a mail about what became of invitations: how many of each. */
  public record Outcomes(int approved, int denied, int undeliverable, String workspace) {}

  /** Tells somebody what became of those they invited or suggested. */
  public Letter outcome(DueMail mail, Outcomes about) {
    Wording in = new Wording(mail.reader());
    List<String> each = new ArrayList<>();
    outcome(in, each, "outcome.approved", about.approved());
    outcome(in, each, "outcome.denied", about.denied());
    outcome(in, each, "outcome.undeliverable", about.undeliverable());
    return write(
        mail,
        in,
        in.text("outcome.subject"),
        in.text(
            "outcome.what",
            about.approved() + about.denied() + about.undeliverable(),
            PlainWords.within(about.workspace())),
        List.of(String.join(" ", each)),
        List.of(),
        in.text("outcome.action"),
        in.text("outcome.footer"));
  }

  private static void outcome(Wording in, List<String> each, String key, int people) {
    if (people > 0) {
      each.add(in.text(key, people));
    }
  }

  /** Tells the owner of an account; {@code bot} is the name of the bot it is about. */
  public Letter credentialChanged(
      DueMail mail, CredentialChange change, Optional<String> bot, Instant at) {
    Wording in = new Wording(mail.reader());
    String key = "credential." + change.stored();
    return write(
        mail,
        in,
        in.text(key + ".subject"),
        in.text(key + ".subject"),
        List.of(
            in.text(key, in.time(at), PlainWords.within(bot.orElse(""))),
            in.text("credential.not_you")),
        List.of(),
        in.text("credential.action"),
        in.text("credential.footer"));
  }

  /** Tells somebody what they have not read. */
  public Letter notices(DueMail mail, NoticeLines notices) {
    Wording in = new Wording(mail.reader());
    int lines = notices.lines().size();
    Set<Optional<String>> titles =
        notices.lines().stream().map(NoticeLines.Line::title).collect(Collectors.toSet());
    Optional<String> title =
        titles.size() == 1 ? titles.iterator().next() : Optional.<String>empty();
    return write(
        mail,
        in,
        in.text("notices.subject", lines),
        title
            .map(it -> in.text("notices.titled", lines, PlainWords.within(it)))
            .orElseGet(() -> in.text("notices", lines)),
        List.of(),
        notices.lines().stream().map(line -> quote(in, line)).toList(),
        in.text("notices.action"),
        in.text("notices.footer"));
  }

  private static LetterContent.Quote quote(Wording in, NoticeLines.Line line) {
    String key = "notices." + line.what().name().toLowerCase(Locale.ROOT);
    String author = PlainWords.within(line.author());
    String at = in.time(line.at());
    return new LetterContent.Quote(
        line.title()
            .map(title -> in.text(key + ".titled", author, at, PlainWords.within(title)))
            .orElseGet(() -> in.text(key, author, at)),
        line.text().map(NoticeLines::shown).orElse(List.of()));
  }

  private static String what(
      Wording in, String letter, Sort sort, String who, Optional<String> title) {
    String key = letter + "." + key(sort);
    return title
        .map(it -> in.text(key + ".titled", who, PlainWords.within(it)))
        .orElseGet(() -> in.text(key, who));
  }

  private static String key(Sort sort) {
    return sort.name().toLowerCase(Locale.ROOT);
  }

  private static List<LetterContent.Quote> quote(Wording in, String who, Optional<String> note) {
    return note
        .map(String::strip)
        .filter(words -> !words.isEmpty())
        .map(words ->
            new LetterContent.Quote(
                in.text("note", who), words.lines().map(PlainWords::of).toList()))
        .stream()
        .toList();
  }

  private Letter write(
      DueMail mail,
      Wording in,
      String subject,
      String heading,
      List<String> paragraphs,
      List<LetterContent.Quote> quotes,
      String action,
      String footer) {
    String link = mail.token().isEmpty() ? links.page() : links.oneTime(mail.token());
    Optional<String> token = stops.token(mail);
    Optional<String> stop = token.map(links::stop);
    LetterContent content =
        new LetterContent(
            in.language().getLanguage(),
            subject,
            heading,
            paragraphs,
            quotes,
            action,
            link,
            in.text("otherwise"),
            List.of(footer, in.text("server", links.publicUrl())),
            stop.map(it -> new LetterContent.Stop(in.text("stop"), it)));
    String html = LetterPageRenderer.of().execute(new LetterPage(content));
    String plain = LetterTextRenderer.of().execute(new LetterText(content));
    return new Letter(
        mail.id(),
        mail.to(),
        subject,
        plain,
        html,
        stop,
        token.map(links::stopAtOnce),
        Optional.empty());
  }
}
