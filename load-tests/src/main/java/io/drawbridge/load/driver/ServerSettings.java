package io.drawbridge.load.driver;

import java.util.Map;
import java.util.TreeMap;

/** Server settings for runs: rates that a load driver on one address would exceed are lifted. */
public final class ServerSettings {
  private ServerSettings() {}

  /** Mail to the sink, tokens that outlive the run, no rate limits in the way. */
  public static Map<String, String> unlimited(MailSink mails) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("SMTP_URL", mails.url());
    settings.put("TOKEN_ACCESS", "24h");
    settings.put("RATE_COMMANDS", "100000");
    settings.put("RATE_BURST", "100000");
    settings.put("RATE_OPEN", "100000");
    settings.put("LIMIT_INVITATIONS_PER_ADDRESS", "1000");
    settings.put("DRAIN", "0s");
    return settings;
  }
}
