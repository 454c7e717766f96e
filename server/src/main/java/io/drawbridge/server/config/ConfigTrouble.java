package io.drawbridge.server.config;

import java.util.List;

/** Says that the configuration has mistakes; one line for each, fit for the operator. */
public final class ConfigTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;
  private final ServerConfig.LogFormat log;

  ConfigTrouble(List<String> mistakes, ServerConfig.LogFormat log) {
    super(String.join("; ", mistakes), null, false, false);
    this.mistakes = List.copyOf(mistakes);
    this.log = log;
  }

  /** The form in which the mistakes are to be reported, as far as the configuration says. */
  public ServerConfig.LogFormat log() {
    return log;
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
