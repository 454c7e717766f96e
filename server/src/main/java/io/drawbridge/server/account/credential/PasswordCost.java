package io.drawbridge.server.account.credential;

/**
 * Says what it costs to hash one password.
 *
 * @param memoryKib the memory it takes, in KiB
 * @param passes how often it goes through that
 */
public record PasswordCost(int memoryKib, int passes) {
  /**
   * The cost of every real server (<a
   * href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP</a>):
   * about 60 ms of processor.
   */
  public static final PasswordCost STANDARD = new PasswordCost(19 * 1024, 2);
}
