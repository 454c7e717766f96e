package io.drawbridge.server.file.storage;

import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer when the storage of files fails: it may work again soon. */
public final class StorageFailure {
  private static final Logger LOG = LoggerFactory.getLogger(StorageFailure.class);
  private static final Duration LATER = Duration.ofSeconds(2);

  private StorageFailure() {}

  /** Logs why, and makes the failure for the caller, whom that does not concern. */
  public static Failure unavailable(FileId file, IOException why) {
    LOG.atWarn().setCause(why).addKeyValue("file", file).log("the storage of files failed");
    return Failure.unavailable("the storage of files failed", LATER);
  }
}
