package io.drawbridge.server.doctor;

import io.drawbridge.server.db.DatabaseAddress;
import java.util.regex.Pattern;

/** Checks whether the way to the database is protected: TLS that knows whom it talks to. */
final class DatabaseTls {
  private static final Pattern VERIFIED = Pattern.compile("[?&]sslmode=verify-full(&|$)");
  private static final Pattern LOCAL =
      Pattern.compile("postgresql://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?/.*");

  private DatabaseTls() {}

  static Finding examine(DatabaseAddress address) {
    if (VERIFIED.matcher(address.shown()).find()) {
      return Finding.ok("database tls", "demanded, and the certificate is verified");
    }
    return LOCAL.matcher(address.shown()).matches()
        ? Finding.ok("database tls", "not needed: the database is on this machine")
        : Finding.note(
            "database tls",
            "the database could be impersonated (better: ?sslmode=verify-full in database.url)");
  }
}
