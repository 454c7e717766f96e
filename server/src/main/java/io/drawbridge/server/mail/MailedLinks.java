package io.drawbridge.server.mail;

import java.net.URI;

/**
 * The links of mails, and where they lead. A token that people follow is in the link's fragment,
 * which browsers send to no server: it reaches no access log and no referrer. Only the one that a
 * mail program posts ({@link #stopAtOnce}) is in the path. This server logs no paths; what stands
 * before it may, and that token only stops mails.
 *
 * @param publicUrl where browsers reach this server, without a slash at its end
 */
public record MailedLinks(String publicUrl) {
  /** The text between the public URL and a one-time token. */
  public static final String ONE_TIME = "/#link=";

  /** The path at which mail programs stop mails, up to the token. */
  public static final String STOP_AT_ONCE = "/v1/stop/";

  private static final String STOP = "/#stop=";
  private static final String JOIN = "/#join=";

  /** The links below {@code publicUrl}, given with or without a slash at its end. */
  public static MailedLinks of(URI publicUrl) {
    String url = publicUrl.toString();
    return new MailedLinks(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
  }

  /** The page itself. */
  String page() {
    return publicUrl + "/";
  }

  /** The address where a one-time token is redeemed. */
  public String oneTime(String token) {
    return publicUrl + ONE_TIME + token;
  }

  /** The address where somebody applies by the token of a join link, which nobody mails. */
  public String join(String token) {
    return publicUrl + JOIN + token;
  }

  /** The address where the token of a mail stops more of its kind. */
  String stop(String token) {
    return publicUrl + STOP + token;
  }

  /**
   * The address to which a mail program posts so that what {@link #stop} stops is stopped at once,
   * see <a href="https://www.rfc-editor.org/rfc/rfc8058">RFC 8058</a>.
   */
  String stopAtOnce(String token) {
    return publicUrl + STOP_AT_ONCE + token;
  }
}
