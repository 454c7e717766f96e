package io.drawbridge.server.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.failure.Failure;
import java.net.IDN;
import java.util.Locale;

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
   * Brings what a client sent into the normal form.
   *
   * @throws Failure {@code invalid} if it is no address
   */
  public static EmailAddress of(String given) {
    int at = given.lastIndexOf('@');
    if (at < 1 || at == given.length() - 1) {
      throw notAnAddress();
    }
    String local = given.substring(0, at).toLowerCase(Locale.ROOT);
    String domain;
    try {
      domain = IDN.toASCII(given.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      throw notAnAddress();
    }
    String normal = local + '@' + domain.toLowerCase(Locale.ROOT);
    if (normal.length() > Limits.EMAIL_CHARS_MAX
        || local.codePoints().anyMatch(EmailAddress::odd)) {
      throw notAnAddress();
    }
    return new EmailAddress(normal);
  }

  private static boolean odd(int c) {
    return c <= ' ' || c >= 0x7f || c == '@' || c == '<' || c == '>' || c == ',' || c == ';';
  }

  private static Failure notAnAddress() {
    return Failure.invalid("email: not an email address (expected: name@domain)");
  }

  /** Never the address: it may end up in a log. */
  @Override
  public String toString() {
    return "EmailAddress[hidden]";
  }
}
