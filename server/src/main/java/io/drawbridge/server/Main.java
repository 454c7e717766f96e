package io.drawbridge.server;

import io.drawbridge.server.config.ConfigTrouble;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.failure.Failure;
import java.io.PrintWriter;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The entry point of the server process. */
public final class Main {
  static final int EXIT_TROUBLE = 1;
  static final int EXIT_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    int code = commandLine(System.getenv()).execute(args);
    // Event loops are not daemon threads: a process that failed to start must be told to end.
    System.exit(code);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine line =
        new CommandLine(new DrawbridgeCommand())
            .addSubcommand(new RunCommand(new ConfigFlags(environment)))
            .addSubcommand(new DemoCommand(new ConfigFlags(environment)))
            .addSubcommand(new DoctorCommand(new ConfigFlags(environment)))
            .addSubcommand(new AdminCommand(new ConfigFlags(environment)))
            .addSubcommand(new VersionCommand())
            .setExecutionExceptionHandler(Main::report);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private static int report(Exception trouble, CommandLine line, ParseResult parsed) {
    PrintWriter out = line.getErr();
    switch (trouble) {
      case ConfigTrouble e -> {
        e.mistakes().forEach(mistake -> out.println("drawbridge: " + mistake));
        return EXIT_USAGE;
      }
      case DatabaseTrouble e -> out.println("drawbridge: " + e.getMessage());
      case StartTrouble e -> out.println("drawbridge: " + e.getMessage());
      case IllegalArgumentException e -> out.println("drawbridge: " + e.getMessage());
      case Failure e -> out.println("drawbridge: " + e.text());
      default -> {
        LoggerFactory.getLogger(Main.class).error("the command failed", trouble);
        out.println("drawbridge: unexpected: " + trouble);
      }
    }
    return EXIT_TROUBLE;
  }
}
