package io.drawbridge.server.config;

/**
 * For how many days records of the audit are kept at least, and what a workspace may choose for its
 * own. 0 is for good.
 *
 * @param days where a workspace says nothing
 * @param least the fewest that one may choose
 * @param most the most that one may choose
 */
public record AuditDays(int days, int least, int most) {
  private static final int MAX = 36_500;

  static AuditDays read(ConfigReader reader) {
    int days = reader.number(ConfigKey.AUDIT_DAYS, 0, MAX);
    int least = reader.number(ConfigKey.AUDIT_DAYS_MIN, 0, MAX);
    return new AuditDays(
        days, least == 0 ? days : least, reader.number(ConfigKey.AUDIT_DAYS_MAX, 0, MAX));
  }

  /** Returns whether nothing is ever dropped, whatever a workspace says. */
  public boolean forGood() {
    return days == 0 && least == 0;
  }

  /** Returns whether a workspace may choose so many days. */
  public boolean lets(int chosen) {
    return least > 0 && chosen >= least && (most == 0 || chosen <= most);
  }

  /** The numbers that a workspace may choose, in words. */
  public String choice() {
    String upTo = most == 0 ? "" : " to " + most;
    return least == 0
        ? "none: this server keeps the audit for good"
        : least + (upTo.isEmpty() ? " or more" : upTo);
  }
}
