package io.drawbridge.server.doctor;

import io.drawbridge.server.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything the server needs before it starts. Changes nothing. */
public final class Doctor {
  private Doctor() {}

  public static List<Finding> examine(ServerConfig config) {
    List<Finding> findings = new ArrayList<>();
    findings.add(MachineChecks.java(Runtime.version()));
    findings.add(MachineChecks.folder(config.dataFolder()));
    boolean running = MachineChecks.inUse(config.dataFolder());
    findings.add(
        MachineChecks.port("clients", config.http().host(), config.http().port(), running));
    findings.add(
        MachineChecks.port(
            "management", config.management().host(), config.management().port(), running));
    config.tls().map(TlsCheck::examine).ifPresent(findings::add);
    findings.addAll(DatabaseChecks.examine(config));
    findings.add(mail(config));
    return findings;
  }

  private static Finding mail(ServerConfig config) {
    Optional<Finding> reached = config.mail().smtp().map(SmtpCheck::examine);
    return reached.orElseGet(() ->
        Finding.ok(
            "mail", "no smtp.url: mails become files in " + config.dataFolder().resolve("mail")));
  }
}
