package io.drawbridge.client.chat.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the offline commands about an audit log. */
@Command(
    name = "drawbridge audit",
    mixinStandardHelpOptions = true,
    description = "Checks what came out of an audit log; needs no server.",
    subcommands = {VerifyCommand.class, VerifyReceiptCommand.class, KeyCommand.class})
public final class AuditMain {
  private AuditMain() {}

  /**
   * Runs one and ends the process: 0 if all is well, 1 if something is not, 2 for wrong arguments.
   */
  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return new CommandLine(new AuditMain())
        .setExecutionExceptionHandler((failed, line, parsed) -> {
          line.getErr().println("audit: " + failed.getMessage());
          return 1;
        });
  }
}
