package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs {@code ./drawbridge admin ...} on a test's database.
 *
 * @param environment as the shell has it
 */
record AdminRun(Map<String, String> environment) {
  /** What it printed, and where it told of trouble. */
  record Printed(String out, String err) {}

  static AdminRun of(TestDatabase database, Path folder) {
    DatabaseAddress address = database.address();
    return new AdminRun(
        Map.of(
            "DRAWBRIDGE_DATABASE_URL",
            address.shown(),
            "DRAWBRIDGE_DATABASE_USER",
            address.user(),
            "DRAWBRIDGE_DATABASE_PASSWORD",
            address.password(),
            "DRAWBRIDGE_DATA_FOLDER",
            folder.resolve("data").toString()));
  }

  AdminRun with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new AdminRun(more);
  }

  Printed run(int code, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int ended =
        Main.commandLine(environment)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(Stream.concat(Stream.of("admin"), Stream.of(words)).toArray(String[]::new));
    assertThat(ended).as("%s: %s", String.join(" ", words), err).isEqualTo(code);
    return new Printed(out.toString(), err.toString());
  }
}
