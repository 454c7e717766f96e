package io.drawbridge.server.delivery;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the people that a text names by the token {@code <@a_…>}. */
public final class Mentions {
  /** People that one text can mention; the rest stays text. */
  public static final int MENTIONS_PER_MESSAGE_MAX = 50;

  private static final Pattern TOKEN = Pattern.compile("<@(a_[0-9a-z]{13})>");

  private Mentions() {}

  /** The people named, each once, in order. */
  public static Set<AccountId> in(String text) {
    Set<AccountId> people = new LinkedHashSet<>();
    Matcher matcher = TOKEN.matcher(text);
    while (people.size() < MENTIONS_PER_MESSAGE_MAX && matcher.find()) {
      try {
        people.add(AccountId.parse(matcher.group(1)));
      } catch (ProtocolException notAnId) {
        // Looks like a token and names nobody: it stays text.
      }
    }
    return people;
  }
}
