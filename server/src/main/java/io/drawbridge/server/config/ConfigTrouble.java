package io.drawbridge.server.config;

import java.util.List;

/** The configuration has mistakes; one line for each, fit for the operator. */
public final class ConfigTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  ConfigTrouble(List<String> mistakes) {
    super(String.join("; ", mistakes), null, false, false);
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
