package io.drawbridge.server.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.letter.LetterContent;
import io.drawbridge.server.mail.letter.LetterPage;
import io.drawbridge.server.mail.letter.LetterPageRenderer;
import io.drawbridge.server.mail.letter.LetterText;
import io.drawbridge.server.mail.letter.LetterTextRenderer;
import io.drawbridge.server.mail.letter.PlainWords;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Writes the letters: sentences from the resource bundle of one language, the shape from {@link
 * LetterPage} and {@link LetterText}. Nothing of any message stands in them. Thread-safe.
 *
 * <p>The page behind a link shows what the link is for; only its button spends the token.
 */
public final class Letters {
  private static final String BUNDLE = "io.drawbridge.server.mail.letters";

  private final MailedLinks links;
  private final Locale locale;
  private final MailStops stops;
  private final ResourceBundle texts;

  /** {@code stops} knows how the receiver of a mail stops more of its kind. */
  public Letters(MailedLinks links, Locale locale, MailStops stops) {
    this.links = links;
    this.locale = locale;
    this.stops = stops;
    this.texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
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
    return write(
        mail,
        text("signin.subject"),
        text("signin.heading"),
        List.of(text("signin.why", Limits.SIGN_IN_LINK_LIFETIME.toMinutes())),
        Optional.empty(),
        text("signin.action"),
        text("signin.footer"));
  }

  public Letter invitation(DueMail mail, Invited invited) {
    String inviter = PlainWords.within(invited.inviter());
    List<String> terms = new ArrayList<>();
    if (invited.sort() != Sort.WORKSPACE) {
      terms.add(text("invitation.terms"));
    }
    terms.add(ends(invited));
    return write(
        mail,
        text("invitation.subject." + key(invited.sort()), inviter),
        what("invitation", invited.sort(), inviter, invited.title()),
        List.of(String.join(" ", terms)),
        quote(inviter, invited.note()),
        text("invitation.action"),
        text("invitation.footer"));
  }

  private String ends(Invited invited) {
    Instant link = invited.linkEnds();
    return invited
        .accessEnds()
        .map(access ->
            access.isAfter(link)
                ? text("invitation.access", time(link), time(access))
                : text("invitation.together", time(access)))
        .orElseGet(() -> text("invitation.link", time(link)));
  }

  /** The content of a mail about an addition. */
  public record Added(String adder, Sort sort, Optional<String> title, Optional<String> note) {}

  public Letter added(DueMail mail, Added added) {
    String adder = PlainWords.within(added.adder());
    return write(
        mail,
        text("added.subject." + key(added.sort()), adder),
        what("added", added.sort(), adder, added.title()),
        List.of(text("added.terms")),
        quote(adder, added.note()),
        text("added.action"),
        text("added.footer"));
  }

  /** The content of a mail about an access that ends soon. */
  public record Ending(Sort sort, Optional<String> title, Instant until) {}

  /** Tells an external that their access ends. */
  public Letter ending(DueMail mail, Ending ending) {
    return write(
        mail,
        text("ending.subject." + key(ending.sort())),
        what("ending", ending.sort(), time(ending.until()), ending.title()),
        List.of(text("ending.terms")),
        Optional.empty(),
        text("ending.action"),
        text("ending.footer"));
  }

  /** Tells the sponsor of an external that that one's access ends. */
  public Letter endingOf(DueMail mail, String person, Ending ending) {
    String who = PlainWords.within(person);
    return write(
        mail,
        text("ending_of.subject", who),
        ending
            .title()
            .map(title ->
                text(
                    "ending_of." + key(ending.sort()) + ".titled",
                    who,
                    time(ending.until()),
                    PlainWords.within(title)))
            .orElseGet(() -> text("ending_of." + key(ending.sort()), who, time(ending.until()))),
        List.of(text("ending_of.terms")),
        Optional.empty(),
        text("ending.action"),
        text("ending_of.footer"));
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
    return write(
        mail,
        text(key + ".subject"),
        text(
            key + ".what",
            about.externals(),
            PlainWords.within(about.workspace()),
            time(about.first())),
        List.of(text(key + ".terms")),
        Optional.empty(),
        text("ending.action"),
        text(key + ".footer"));
  }

  /** Tells the owner of an account; {@code bot} is the name of the bot it is about. */
  public Letter credentialChanged(
      DueMail mail, CredentialChange change, Optional<String> bot, Instant at) {
    String key = "credential." + change.stored();
    return write(
        mail,
        text(key + ".subject"),
        text(key + ".subject"),
        List.of(text(key, time(at), PlainWords.within(bot.orElse(""))), text("credential.not_you")),
        Optional.empty(),
        text("credential.action"),
        text("credential.footer"));
  }

  private String what(String letter, Sort sort, String who, Optional<String> title) {
    String key = letter + "." + key(sort);
    return title
        .map(it -> text(key + ".titled", who, PlainWords.within(it)))
        .orElseGet(() -> text(key, who));
  }

  private static String key(Sort sort) {
    return sort.name().toLowerCase(Locale.ROOT);
  }

  private Optional<LetterContent.Quote> quote(String who, Optional<String> note) {
    return note.map(String::strip)
        .filter(words -> !words.isEmpty())
        .map(words ->
            new LetterContent.Quote(text("note", who), words.lines().map(PlainWords::of).toList()));
  }

  private Letter write(
      DueMail mail,
      String subject,
      String heading,
      List<String> paragraphs,
      Optional<LetterContent.Quote> quote,
      String action,
      String footer) {
    String link = mail.token().isEmpty() ? links.page() : links.oneTime(mail.token());
    Optional<String> stop = stops.token(mail).map(links::stop);
    LetterContent content =
        new LetterContent(
            locale.getLanguage(),
            subject,
            heading,
            paragraphs,
            quote,
            action,
            link,
            text("otherwise"),
            List.of(footer, text("server", links.publicUrl())),
            stop.map(it -> new LetterContent.Stop(text("stop"), it)));
    String html = LetterPageRenderer.of().execute(new LetterPage(content));
    String plain = LetterTextRenderer.of().execute(new LetterText(content));
    return new Letter(mail.id(), mail.to(), subject, plain, html, stop, Optional.empty());
  }

  /** Formats day, time and time zone: readers are anywhere. */
  private String time(Instant at) {
    return DateTimeFormatter.ofPattern(text("time"), locale).format(at.atZone(ZoneOffset.UTC));
  }

  private String text(String key, Object... values) {
    return new MessageFormat(texts.getString(key), locale).format(values);
  }
}
