package io.drawbridge.server;

import io.drawbridge.server.doctor.Doctor;
import io.drawbridge.server.doctor.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks configuration and machine; the exit code is 0 if all is well. */
@Command(
    name = "doctor",
    description = "check the configuration and the machine, change nothing",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DoctorCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Spec
  void spec(CommandSpec given) {
    this.spec = given;
    ConfigFlags.addTo(given);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Finding> findings = Doctor.examine(ConfigFlags.load(spec, environment));
    findings.forEach(finding -> out.println(finding.line()));
    return findings.stream().allMatch(Finding::ok) ? 0 : Main.EXIT_TROUBLE;
  }
}
