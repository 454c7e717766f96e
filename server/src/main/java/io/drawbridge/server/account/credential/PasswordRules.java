package io.drawbridge.server.account.credential;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.drawbridge.protocol.Limits;
import io.drawbridge.server.failure.Failure;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Refuses passwords that are too easy to guess: the common ones and variations of them (<a
 * href="https://github.com/dropbox/zxcvbn">zxcvbn</a>), and those that contain what everybody knows
 * about the account. Thread-safe.
 */
public final class PasswordRules {
  /**
   * The least score. A password below it falls in days to the guesses that this server answers from
   * many sources: fewer than 10^8.
   */
  private static final int SCORE_MIN = 3;

  /** The characters that are looked at; the time it takes grows with the square of their number. */
  private static final int LOOKED_AT_CHARS = 40;

  /** The shortest known word that counts: shorter ones stand in good passwords by chance. */
  private static final int KNOWN_CHARS_MIN = 4;

  private final Zxcvbn zxcvbn = new Zxcvbn();

  /** The one form of all ways to type the same password: NFKC, with every space the plain one. */
  public static String normalised(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC).replaceAll("\\p{Zs}", " ");
  }

  /**
   * Checks a new password, normalised.
   *
   * @param about the account's address, and the names of its owner and their workspaces
   * @throws Failure {@code invalid}
   */
  public void check(String password, Collection<String> about) {
    if (password.codePointCount(0, password.length()) < Limits.PASSWORD_CHARS_MIN) {
      throw Failure.invalid(
          "password: too short (expected: %d chars or more)".formatted(Limits.PASSWORD_CHARS_MIN));
    }
    List<String> known = new ArrayList<>();
    for (String each : about) {
      known.add(each);
      known.add(each.substring(0, each.contains("@") ? each.lastIndexOf('@') : each.length()));
    }
    String letters = letters(password);
    boolean tells =
        known.stream()
            .map(PasswordRules::letters)
            .anyMatch(word -> word.length() >= KNOWN_CHARS_MIN && letters.contains(word));
    if (tells) {
      throw Failure.invalid(
          "password: contains the address or a name (expected: one that nobody can look up)");
    }
    int end =
        password.offsetByCodePoints(
            0, Math.min(LOOKED_AT_CHARS, password.codePointCount(0, password.length())));
    if (zxcvbn.measure(password.substring(0, end), known).getScore() < SCORE_MIN) {
      throw Failure.invalid(
          "password: too easy to guess (expected: a longer one, or of words that do not belong"
              + " together)");
    }
  }

  private static String letters(String text) {
    return normalised(text).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
  }
}
