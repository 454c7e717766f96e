package io.drawbridge.client.chat;

import io.drawbridge.client.chat.words.Printable;
import picocli.CommandLine;

/** Starts the terminal client. */
public final class Main {

  private Main() {}

  /** Runs it and ends the process: 0 after a talk, 1 if there was none, 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new ChatCommand())
            .setExecutionExceptionHandler((failed, commandLine, parsed) -> {
              commandLine.getErr().println("chat: " + Printable.line(Failures.explain(failed)));
              return 1;
            })
            .execute(args));
  }
}
