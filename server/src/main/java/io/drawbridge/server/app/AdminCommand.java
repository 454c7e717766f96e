package io.drawbridge.server.app;

import io.drawbridge.server.Addresses;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.db.start.Migrations;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Administers a server from its own machine, whether it runs or not. */
@Command(
    name = "admin",
    description = "administer a server: reset-owner prints a link that signs its owner in",
    mixinStandardHelpOptions = true)
final class AdminCommand implements Callable<Integer> {
  private static final String RESET_OWNER = "reset-owner";

  @Mixin private final ConfigFlags flags;

  @Parameters(paramLabel = "TASK", description = RESET_OWNER)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String task;

  AdminCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() {
    if (!task.equals(RESET_OWNER)) {
      throw new ParameterException(
          flags.commandLine(), "unknown task: %s (expected: %s)".formatted(task, RESET_OWNER));
    }
    ServerConfig config = flags.load();
    Optional<DatabaseAddress> running =
        config.database().external().or(() -> PrivatePostgres.running(config.dataFolder()));
    if (running.isPresent()) {
      print(config, running.get());
    } else {
      try (PrivatePostgres postgres =
          PrivatePostgres.start(config.dataFolder(), config.database().limits().connections())) {
        print(config, postgres.address());
      }
    }
    return 0;
  }

  private void print(ServerConfig config, DatabaseAddress address) {
    Migrations.apply(address);
    try (PooledDatabase database = PooledDatabase.open(address, config.database().limits())) {
      MailedLinks links = MailedLinks.of(Addresses.shown(config));
      SetUpLinks.Link link = new SetUpLinks(database, new SecureRandom(), links).forOwner();
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
}
