package io.drawbridge.server.doctor;

import io.drawbridge.server.assembly.Program;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks whether root can start the embedded database: PostgreSQL refuses to run as root, so it is
 * started as nobody in particular, by two programs of the system.
 */
final class RootCheck {
  private static final String ROOT = "root";

  private RootCheck() {}

  /** Finds out what is missing, if it is this system's root who would start the database. */
  static Optional<Finding> examine(String user, String system, String path) {
    if (!user.equals(ROOT) || !system.equals("Linux")) {
      return Optional.empty();
    }
    List<String> missing =
        Stream.of("unshare", "id").filter(name -> Program.onPath(name, path).isEmpty()).toList();
    return Optional.of(
        missing.isEmpty()
            ? Finding.note("root", "starts the embedded database (better: a user of its own)")
            : Finding.fail(
                "root",
                "no %s (expected: unshare of util-linux and id of coreutils, by which root starts the"
                        .formatted(String.join(" and no ", missing))
                    + " embedded database; or another user)"));
  }
}
