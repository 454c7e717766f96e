package io.drawbridge.server.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.failure.Failure;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An email address in the one form that accounts, invitations and limits are keyed by.
 *
 * <p>The normal form is lower case in both parts, with the domain in ASCII (IDNA, {@code xn--…}).
 * The local part is otherwise kept: {@code a+b@x} and {@code a@x} are two mailboxes unless their
 * server says otherwise, which nobody but that server knows. Folding the case is safe in practice:
 * no provider gives {@code A@x} and {@code a@x} to different people.
 *
 * @param value the normal form; a secret for logs, see {@link #toString}
 */
public record EmailAddress(String value) {
  /**
   * A dot-atom of <a href="https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3">RFC 5322</a>: no
   * quotes or comments, which would spell one mailbox in many ways, and no dot where mail servers
   * refuse it.
   */
  private static final Pattern LOCAL =
      Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  /** Labels of a domain in ASCII, none empty. */
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

  /**
   * Brings what a client sent into the normal form.
   *
   * @throws Failure {@code invalid} if it is no address
   */
  public static EmailAddress of(String given) {
    return parse(given)
        .orElseThrow(() -> Failure.invalid("email: not an email address (expected: name@domain)"));
  }

  /** Brings an address into the normal form; empty if it is none. */
  public static Optional<EmailAddress> parse(String given) {
    int at = given.lastIndexOf('@');
    if (at < 1) {
      return Optional.empty();
    }
    String local = given.substring(0, at).toLowerCase(Locale.ROOT);
    String domain;
    try {
      domain =
          IDN.toASCII(given.substring(at + 1), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String normal = local + '@' + domain;
    return normal.length() <= Limits.EMAIL_CHARS_MAX
            && LOCAL.matcher(local).matches()
            && DOMAIN.matcher(domain).matches()
        ? Optional.of(new EmailAddress(normal))
        : Optional.empty();
  }

  /**
   * The form that limits count: without the tag of the local part ({@code ada+work@x} is {@code
   * ada@x}), which most mail servers put into the same mailbox.
   */
  public String counted() {
    int at = value.lastIndexOf('@');
    int tag = value.indexOf('+');
    return tag > 0 && tag < at ? value.substring(0, tag) + value.substring(at) : value;
  }

  /** Never the address: it may end up in a log. */
  @Override
  public String toString() {
    return "EmailAddress[hidden]";
  }
}
