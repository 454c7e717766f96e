package io.drawbridge.protocol.id;

import io.drawbridge.protocol.Limits;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one rule of email addresses: which are accepted, and the form in which they are kept.
 *
 * <p>It is narrower than <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2">RFC
 * 5321</a>, so that what is accepted can be mailed: the local part is a dot-atom in ASCII without
 * quotes or comments, which would spell one mailbox in many ways; the domain is made of host name
 * labels, and may be given in Unicode. The form kept is lower case in both parts with the domain in
 * ASCII ({@code xn--…}).
 */
public final class EmailRule {
  private static final int LOCAL_CHARS_MAX = 64;
  private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

  /** No top-level domain is a number; what ends like this is an IP address. */
  private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?[0-9]+");

  private EmailRule() {}

  /** The form in which an address is kept; empty if it is none. */
  public static Optional<String> normal(String given) {
    int at = given.lastIndexOf('@');
    if (at < 1 || given.length() > Limits.EMAIL_CHARS_MAX) {
      return Optional.empty();
    }
    String local = given.substring(0, at).toLowerCase(Locale.ROOT);
    if (local.length() > LOCAL_CHARS_MAX || !LOCAL.matcher(local).matches()) {
      return Optional.empty();
    }
    return normalDomain(given.substring(at + 1))
        .map(domain -> local + '@' + domain)
        .filter(normal -> normal.length() <= Limits.EMAIL_CHARS_MAX);
  }

  /** The form in which the domain of this address is kept; empty if it is none. */
  public static Optional<String> domainOf(String address) {
    return normalDomain(address.substring(address.lastIndexOf('@') + 1));
  }

  /** The form in which the domain of an address is kept; empty if it is none. */
  public static Optional<String> normalDomain(String given) {
    String ascii;
    try {
      ascii = IDN.toASCII(given, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return DOMAIN.matcher(ascii).matches() && !NUMERIC.matcher(ascii).matches()
        ? Optional.of(ascii)
        : Optional.empty();
  }
}
