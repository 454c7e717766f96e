package io.drawbridge.server.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.frame.ConversationKind;
import java.net.URI;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Writes the letters: sentences from the resource bundle of one language, the shape from {@link
 * LetterPage} and {@link LetterText}. Nothing of any message stands in them. Thread-safe.
 *
 * <p>The one-time token is in the link's fragment, which browsers send to no server: it reaches no
 * access log and no referrer. The page behind it shows what the link is for; only its button spends
 * the token.
 */
public final class Letters {
  /** What comes between the public URL and the token. */
  public static final String LINK = "/#link=";

  private static final String BUNDLE = "io.drawbridge.server.mail.letters";

  private final String publicUrl;
  private final Locale locale;
  private final ResourceBundle texts;

  /** {@code publicUrl} is where browsers reach this server, with or without a slash at its end. */
  public Letters(URI publicUrl, Locale locale) {
    String url = publicUrl.toString();
    this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.locale = locale;
    this.texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** What an invitation says; {@code title} is absent where it is not to be told by mail. */
  public record Invited(
      String inviter,
      Sort sort,
      Optional<String> title,
      Optional<String> note,
      Instant expiresAt) {}

  /** Into what somebody is invited. */
  public enum Sort {
    GROUP,
    THREAD,
    DM,
    WORKSPACE;

    public static Sort of(ConversationKind kind) {
      return switch (kind) {
        case GROUP -> GROUP;
        case THREAD -> THREAD;
        case DM -> DM;
      };
    }
  }

  /** The address under which a token is redeemed. */
  public String link(String token) {
    return publicUrl + LINK + token;
  }

  public Letter signIn(DueMail mail) {
    return write(
        mail,
        text("signin.subject"),
        List.of(text("signin.why", Limits.SIGN_IN_LINK_LIFETIME.toMinutes())),
        Optional.empty(),
        text("signin.action"),
        text("signin.footer"));
  }

  public Letter invitation(DueMail mail, Invited invited) {
    String inviter = PlainWords.within(invited.inviter());
    String what = what("invitation", invited.sort(), inviter, invited.title());
    String terms =
        invited.sort() == Sort.WORKSPACE
            ? text("invitation.terms.workspace", day(invited.expiresAt()))
            : text("invitation.terms", day(invited.expiresAt()));
    return write(
        mail,
        text("invitation.subject", inviter),
        List.of(what, terms),
        invited.note(),
        text("invitation.action"),
        text("invitation.footer"));
  }

  /** What a mail about an addition says. */
  public record Added(String adder, Sort sort, Optional<String> title, Optional<String> note) {}

  public Letter added(DueMail mail, Added added) {
    String adder = PlainWords.within(added.adder());
    String what = what("added", added.sort(), adder, added.title());
    return write(
        mail,
        text("added.subject", adder),
        List.of(what, text("added.terms")),
        added.note(),
        text("added.action"),
        text("added.footer"));
  }

  private String what(String letter, Sort sort, String who, Optional<String> title) {
    String key = letter + "." + sort.name().toLowerCase(Locale.ROOT);
    return title
        .map(it -> text(key + ".titled", who, PlainWords.within(it)))
        .orElseGet(() -> text(key, who));
  }

  private Letter write(
      DueMail mail,
      String subject,
      List<String> paragraphs,
      Optional<String> note,
      String action,
      String footer) {
    List<String> quote =
        note.map(it -> it.strip().lines().map(PlainWords::within).toList()).orElse(List.of());
    String link = mail.token().isEmpty() ? publicUrl + "/" : link(mail.token());
    String html =
        LetterPageRenderer.of()
            .execute(
                new LetterPage(
                    locale.getLanguage(), subject, paragraphs, quote, action, link, footer));
    String plain =
        LetterTextRenderer.of().execute(new LetterText(paragraphs, quote, action, link, footer));
    return new Letter(mail.id(), mail.to(), subject, plain, html);
  }

  private String day(Instant at) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(locale)
        .format(at.atZone(ZoneOffset.UTC));
  }

  private String text(String key, Object... values) {
    return new MessageFormat(texts.getString(key), locale).format(values);
  }
}
