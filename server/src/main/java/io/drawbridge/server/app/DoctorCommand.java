package io.drawbridge.server.app;

import io.drawbridge.server.Server;
import io.drawbridge.server.assembly.EdgePart;
import io.drawbridge.server.doctor.Doctor;
import io.drawbridge.server.doctor.Finding;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks configuration and machine; the exit code is 0 if all is well. */
@Command(
    name = "doctor",
    description = "check the configuration and the machine, change nothing",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private final ConfigFlags flags;

  DoctorCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() {
    PrintWriter out = flags.out();
    List<Finding> findings = Doctor.examine(flags.load(), EdgePart::check);
    findings.forEach(finding -> out.println(finding.line()));
    return findings.stream().allMatch(Finding::ok) ? 0 : Server.EXIT_TROUBLE;
  }
}
