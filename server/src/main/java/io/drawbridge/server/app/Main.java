package io.drawbridge.server.app;

import io.drawbridge.server.Server;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.backup.BackupTrouble;
import io.drawbridge.server.config.ConfigTrouble;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.failure.Failure;
import java.io.PrintWriter;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the server process. */
@LetsOut(Surface.TERMINAL)
public final class Main {
  static final int EXIT_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler((thread, bug) ->
        LoggerFactory.getLogger(Main.class).error("{} ended unexpectedly", thread.getName(), bug));
    CommandLine line = commandLine(System.getenv());
    if ("json".equals(System.getenv("DRAWBRIDGE_LOG"))) {
      // Mistakes in the command line itself; what --log says counts from where it is read.
      line.setErr(JsonLines.over(line.getErr(), "ERROR"));
    }
    int code = line.execute(args);
    // Event loops are not daemon threads: a process that failed to start must end explicitly.
    System.exit(code);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine line =
        new CommandLine(new DrawbridgeCommand())
            .addSubcommand(new RunCommand(new ConfigFlags(environment)))
            .addSubcommand(new DemoCommand(new ConfigFlags(environment)))
            .addSubcommand(new DoctorCommand(new ConfigFlags(environment)))
            .addSubcommand(
                new CommandLine(new AdminCommand(new ConfigFlags(environment)))
                    .addSubcommand(new ExternalsCommand(environment))
                    .addSubcommand(new ExportCommand(environment))
                    .addSubcommand(new BackupCommand(environment))
                    .addSubcommand(new RestoreCommand(environment)))
            .addSubcommand(new ClusterCommand(new ConfigFlags(environment)))
            .addSubcommand(new VersionCommand())
            .setExecutionExceptionHandler(Main::report)
            .setParameterExceptionHandler(Main::explain);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  /**
   * Reports a mistake without what follows an unknown flag, which may be a secret, as there are no
   * flags for those.
   */
  private static int explain(ParameterException mistake, String[] args) {
    CommandLine line = mistake.getCommandLine();
    PrintWriter out = line.getErr();
    if (mistake instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().getFirst().startsWith("-")) {
      String flag = unmatched.getUnmatched().getFirst().split("=", 2)[0];
      out.println("drawbridge: %s: unknown (expected: a flag that --help lists)".formatted(flag));
    } else {
      out.println("drawbridge: " + mistake.getMessage());
    }
    return EXIT_USAGE;
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
      case BackupTrouble e -> out.println("drawbridge: " + e.getMessage());
      case IllegalArgumentException e -> out.println("drawbridge: " + e.getMessage());
      case Failure e -> out.println("drawbridge: " + e.text());
      default -> {
        LoggerFactory.getLogger(Main.class).error("the command failed", trouble);
        out.println("drawbridge: unexpected: " + trouble);
      }
    }
    return Server.EXIT_TROUBLE;
  }
}
