package io.drawbridge.load.history.model;

/** The part of the past that an add opens. */
public sealed interface Window {
  record FromNow() implements Window {}

  record Everything() implements Window {}

  /** Everything too: no history is older. */
  record LastDay() implements Window {}

  record FromMessage(int number) implements Window {}

  /** Nothing is said. */
  record ByDefault() implements Window {}
}
