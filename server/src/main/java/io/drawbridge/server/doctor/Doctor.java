package io.drawbridge.server.doctor;

import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at everything the server needs before it starts. Changes nothing, but that it writes into a
 * bucket for files and deletes what it wrote.
 */
public final class Doctor {
  private Doctor() {}

  /**
   * Makes a finding of each check.
   *
   * @param tls uses certificate and key as the server will; throws {@code IllegalArgumentException}
   *     with one line if they cannot be used
   */
  public static List<Finding> examine(ServerConfig config, Consumer<ServerConfig.Tls> tls) {
    List<Finding> findings = new ArrayList<>();
    findings.add(MachineChecks.java(Runtime.version()));
    findings.add(MachineChecks.folder(config.dataFolder()));
    boolean running = PrivatePostgres.inUse(config.dataFolder());
    findings.add(
        MachineChecks.port("clients", config.http().host(), config.http().port(), running));
    findings.add(
        MachineChecks.port(
            "management", config.management().host(), config.management().port(), running));
    config.tls().map(files -> TlsCheck.examine(files, tls)).ifPresent(findings::add);
    findings.addAll(DatabaseChecks.examine(config));
    config.files().bucket().map(BucketCheck::examine).ifPresent(findings::add);
    config.cluster().nats().map(NatsCheck::examine).ifPresent(findings::add);
    findings.add(mail(config));
    config.mail().bounces().source().map(BounceCheck::examine).ifPresent(findings::add);
    return findings;
  }

  private static Finding mail(ServerConfig config) {
    Optional<Finding> reached = config.mail().smtp().map(SmtpCheck::examine);
    return reached.orElseGet(() ->
        Finding.ok(
            "mail", "no smtp.url: mails become files in " + config.dataFolder().resolve("mail")));
  }
}
