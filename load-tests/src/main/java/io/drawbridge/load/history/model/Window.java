package io.drawbridge.load.history.model;

/** How much of the past an add opens. */
public sealed interface Window {
  record FromNow() implements Window {}

  record Everything() implements Window {}

  /** Everything too: no history is older. */
  record LastDay() implements Window {}

  record FromMessage(int number) implements Window {}

  /** Nothing is said. */
  record ByDefault() implements Window {}
}
