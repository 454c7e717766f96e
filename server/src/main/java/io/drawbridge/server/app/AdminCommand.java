package io.drawbridge.server.app;

import io.drawbridge.server.assembly.Addresses;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.retention.Scrub;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Administers a server from its own machine, whether it runs or not. */
@Command(
    name = "admin",
    description =
        "administer a server: reset-owner prints a link that signs its owner in; outbox lists what"
            + " could not be sent, and has it tried again; scrub takes the last traces of deleted"
            + " content from the database's files; externals tells who from outside sees what, and"
            + " ends it; export writes a workspace into a file; backup writes everything into an"
            + " archive; restore fills an empty server from one",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class AdminCommand implements Callable<Integer> {
  private static final String RESET_OWNER = "reset-owner";
  private static final String OUTBOX = "outbox";
  private static final String SCRUB = "scrub";
  private static final String EXPECTED =
      RESET_OWNER
          + ", "
          + OutboxTask.USAGE
          + ", "
          + SCRUB
          + ", "
          + ExternalsCommand.NAME
          + ", "
          + ExportCommand.NAME
          + ", "
          + BackupCommand.NAME
          + ", or "
          + RestoreCommand.NAME;

  @Mixin private final ConfigFlags flags;

  // A subcommand, which picocli tells by its name, is no task.
  @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = EXPECTED)
  private String task = "";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "WORD", description = "more of the task")
  private List<String> words = List.of();

  AdminCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() {
    Consumer<AdminWork> asked =
        parse()
            .orElseThrow(() ->
                new ParameterException(
                    flags.commandLine(),
                    "unknown task: %s (expected: %s)".formatted(said(), EXPECTED)));
    AdminWork.carryOut(flags.load(), asked);
    return 0;
  }

  private Optional<Consumer<AdminWork>> parse() {
    return switch (task) {
      case RESET_OWNER -> words.isEmpty() ? Optional.of(this::resetOwner) : Optional.empty();
      case SCRUB -> words.isEmpty() ? Optional.of(this::scrub) : Optional.empty();
      case OUTBOX ->
          OutboxTask.parse(words).map(outbox -> work -> outbox.run(work.database(), flags.out()));
      default -> Optional.empty();
    };
  }

  private String said() {
    return (task + " " + String.join(" ", words)).strip();
  }

  private void scrub(AdminWork work) {
    Scrub.Scrubbed done = new Scrub(work.database()).run();
    PrintWriter out = flags.out();
    out.println("Rewritten: " + String.join(", ", done.tables()));
    out.println(
        done.checkpoint()
            ? "The database has written all to its files, and begun a new segment of its log."
            : "The database does not let this user write all to its files; it does so by itself,"
                + " within its checkpoint_timeout.");
  }

  private void resetOwner(AdminWork work) {
    MailedLinks links = MailedLinks.of(Addresses.shown(work.config()));
    SetUpLinks.Link link = new SetUpLinks(work.database(), new SecureRandom(), links).forOwner();
    PrintWriter out = flags.out();
    out.println(
        switch (link.kind()) {
          case SET_UP -> "There is no owner yet. Open this link to make the first workspace:";
          case SIGN_IN, INVITATION, WORKSPACE_INVITATION ->
              "Open this link, once and soon, to sign in as the owner and set a password:";
        });
    out.println("  " + link.url());
  }
}
