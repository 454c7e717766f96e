package io.drawbridge.server.mail.letter;

import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/**
 * An email address in the one form that accounts, invitations and limits are keyed by, see {@link
 * EmailRule}.
 *
 * <p>Tags are kept: {@code a+b@x} and {@code a@x} are two mailboxes unless their server says
 * otherwise, which nobody but that server knows. Folding the case is safe in practice: no provider
 * gives {@code A@x} and {@code a@x} to different people.
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
    return parse(given)
        .orElseThrow(() -> Failure.invalid("email: not an email address (expected: name@domain)"));
  }

  /** Brings an address into the normal form; empty if it is none. */
  public static Optional<EmailAddress> parse(String given) {
    return EmailRule.normal(given).map(EmailAddress::new);
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

  /** The same mailbox, with a tag after its local part. */
  public String tagged(String tag) {
    int at = value.lastIndexOf('@');
    return value.substring(0, at) + "+" + tag + value.substring(at);
  }

  /** The domain, by which policies tell externals apart. */
  public Optional<String> domain() {
    return Optional.of(value.substring(value.lastIndexOf('@') + 1));
  }

  /** A text without the address: it may end up in a log. */
  @Override
  public String toString() {
    return "EmailAddress[hidden]";
  }
}
