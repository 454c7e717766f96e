package io.drawbridge.client.api;

/** Sends commands about threads. */
public final class Threads {

  private final Commands commands;

  Threads(Commands commands) {
    this.commands = commands;
  }

  /**
   * Prepares to make a thread.
   *
   * <pre>{@code
   * client.threads().create("Invoice 12").in(workspace).people(ann, ben).text("Is it right?").send();
   * }</pre>
   *
   * @param subject 1 to 200 chars, one line
   */
  public NewThread create(String subject) {
    return new NewThread(commands, subject);
  }
}
