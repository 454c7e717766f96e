package io.drawbridge.client.chat.card;

/**
 * Something that is typed to be told what it would do, and typed once more with "yes" at its end to
 * have it done.
 *
 * @param sure whether "yes" stands at the end
 * @param what the rest
 */
public record Sure(boolean sure, String what) {
  /** The word at the end. */
  public static final String YES = "yes";

  /** Reads a line without its /word. */
  public static Sure of(String typed) {
    boolean sure = typed.equals(YES) || typed.endsWith(" " + YES);
    return new Sure(sure, sure ? typed.substring(0, typed.length() - YES.length()).strip() : typed);
  }

  /** The line, after its /word, that has it done. */
  public String line() {
    return what.isEmpty() ? YES : what + " " + YES;
  }
}
