package io.drawbridge.server.observe;

import java.util.Locale;

/** Says what the canary found about a node. */
public enum CanaryFinding {
  /** What came before the removal was heard, what came after the receipt was not. */
  PASSED,
  /** It could not be found out. */
  UNABLE,
  /** What was said after the receipt reached the one removed. */
  LEAKED,
  /** The receipt took too long. */
  LATE,
  /** What was said did not come to those who see it. */
  DEAF;

  /** The finding as metrics, health and the security log show it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
