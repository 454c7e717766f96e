package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what authors give with messages that are sent later, or refuses it. */
final class Given {
  private Given() {}

  static Optional<AudienceToken> audience(Optional<String> text) {
    return text.map(it ->
        AudienceToken.read(it)
            .orElseThrow(() ->
                Failure.invalid("audience: unreadable (expected: audience of the conversation)")));
  }

  static List<FileId> files(Optional<List<FileId>> given) {
    List<FileId> files = given.orElse(List.of());
    if (Set.copyOf(files).size() < files.size()) {
      throw Failure.invalid("files: one twice (expected: each once)");
    }
    return files;
  }

  static Instant time(DatabaseClock clock, Instant at) {
    Instant now = clock.now();
    if (at.isBefore(now.plus(Limits.SCHEDULE_AHEAD_MIN))
        || at.isAfter(now.plus(Limits.SCHEDULE_AHEAD_MAX))) {
      throw Failure.invalid(
          "at: %s (expected: %d seconds to %d days ahead)"
              .formatted(
                  at, Limits.SCHEDULE_AHEAD_MIN.toSeconds(), Limits.SCHEDULE_AHEAD_MAX.toDays()));
    }
    return at;
  }
}
