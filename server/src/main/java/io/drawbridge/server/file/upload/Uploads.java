package io.drawbridge.server.file.upload;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.picture.Pictures;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StorageFailure;
import io.drawbridge.server.file.upload.UploadStore.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes uploads in: counts them against their bounds before the first byte, and writes their bytes.
 * Thread-safe; blocks: on virtual threads.
 */
public final class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final Duration LATER = Duration.ofSeconds(2);
  private static final Duration FULL = Duration.ofMinutes(1);
  private static final int SWEPT_AT_ONCE = 100;

  /**
   * How long bytes are left to the one that deletes them; what could not be is tried again then.
   */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Database database;
  private final Ids ids;
  private final AccessGate gate;
  private final FileStorage storage;
  private final UploadLimits limits;
  private final Pictures pictures;
  private final RememberedAnswers answers;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong stored = new AtomicLong();
  private final UploadStore store = new UploadStore();

  public Uploads(
      Database database,
      Ids ids,
      AccessGate gate,
      FileStorage storage,
      UploadLimits limits,
      Pictures pictures,
      RememberedAnswers answers) {
    this.database = database;
    this.ids = ids;
    this.gate = gate;
    this.storage = storage;
    this.limits = limits;
    this.pictures = pictures;
    this.answers = answers;
  }

  /**
   * Begins an upload, and counts all its bytes at once.
   *
   * @throws Failure {@code too_large}, {@code limit_reached}, or {@code client_id_reused}
   */
  public MessageResult.Upload begin(PostPermit permit, RequestKey key, String name, long size) {
    if (size > limits.file()) {
      throw Failure.of(
          ErrorCode.TOO_LARGE,
          "size: %d bytes (expected: at most %d)".formatted(size, limits.file()));
    }
    return database.write(handle -> begin(handle, permit, key, name, size));
  }

  private MessageResult.Upload begin(
      Handle handle, PostPermit permit, RequestKey key, String name, long size) {
    Optional<RememberedAnswers.Answered<MessageResult.Upload>> earlier =
        answers.find(handle, key, MessageResult.Upload.class);
    if (earlier.isPresent()) {
      return earlier.get().value();
    }
    AccountId owner = permit.caller().account();
    boolean external = gate.external(handle, permit.conversation(), owner);
    Map<Kind, Long> used = store.count(handle, permit, external, size);
    used.forEach((kind, bytes) -> require(bytes, max(kind), "bytes of files of the " + name(kind)));
    // Exact, as who begins another waits for the row that counts this one's.
    require(
        store.staged(handle, owner) + 1L,
        Limits.UPLOADS_PER_ACCOUNT_MAX,
        "uploads that no message carries");
    MessageResult.Upload begun =
        store.begin(handle, permit, external, new FileId(ids.next()), name, size);
    answers.remember(handle, key, begun);
    return begun;
  }

  /**
   * Opens an upload of the caller's for the bytes from an offset on.
   *
   * @throws Failure {@code not_found}; {@code conflict} if the offset is not where it goes on;
   *     {@code busy} if it is being written, {@code unavailable} if the storage is full or fails
   */
  public Incoming open(Caller caller, FileId id, long offset) {
    goesOn(caller, id, offset);
    try {
      if (storage.freeBytes() < limits.free()) {
        throw Failure.unavailable("the storage of files is full", FULL);
      }
      return open(caller, id, offset, storage.write(id));
    } catch (FileStorage.InUseException taken) {
      throw Failure.busy("the upload is being written by another request", LATER);
    } catch (IOException e) {
      throw StorageFailure.unavailable(id, e);
    }
  }

  /** Looks again, as the only one who writes: another request may have gone on meanwhile. */
  private Incoming open(Caller caller, FileId id, long offset, FileStorage.Writing writing)
      throws IOException {
    try {
      UploadStore.Row row = goesOn(caller, id, offset);
      if (!row.whole()) {
        writing.from(offset);
      }
      return new Incoming(database, store, storage, row, writing, pictures, underWay);
    } catch (IOException | RuntimeException e) {
      try (writing) {
        if (!database.query(handle -> store.exists(handle, id))) {
          // Its bytes may have been deleted before they were opened: opening makes a file again.
          storage.delete(id);
        }
      }
      throw e;
    }
  }

  private UploadStore.Row goesOn(Caller caller, FileId id, long offset) {
    UploadStore.Row row =
        database
            .query(handle -> store.find(handle, caller.account(), id))
            .orElseThrow(Failure::notFound);
    if (row.received() != offset) {
      throw Failure.of(
          ErrorCode.CONFLICT, "offset: %d (expected: %d)".formatted(offset, row.received()));
    }
    return row;
  }

  /**
   * Tells how far an upload of the caller's has got.
   *
   * @throws Failure {@code not_found}
   */
  public MessageResult.Upload progress(Caller caller, FileId id) {
    return database
        .query(handle -> store.find(handle, caller.account(), id))
        .map(UploadStore.Row::shown)
        .orElseThrow(Failure::notFound);
  }

  /**
   * Gives an upload of the caller's up.
   *
   * @throws Failure {@code not_found}
   */
  public void cancel(Caller caller, FileId id) {
    if (!database.query(handle -> store.cancel(handle, caller.account(), id))) {
      throw Failure.notFound();
    }
  }

  /** Gives up what has expired, and deletes bytes that no file has any more. */
  public void sweep() {
    Batches.untilNotFull(
        SWEPT_AT_ONCE, () -> database.write(handle -> store.expire(handle, SWEPT_AT_ONCE)));
    Batches.untilNotFull(SWEPT_AT_ONCE, this::deleteSome);
    stored.set(database.query(store::stored));
  }

  /** The requests that write an upload now. */
  public int underWay() {
    return underWay.get();
  }

  /** The bytes that are stored, as of the last sweep. */
  public long storedBytes() {
    return stored.get();
  }

  /**
   * Outside of transactions: storages take their time. After a crash, others take the rows again.
   */
  private int deleteSome() {
    List<FileId> gone = database.query(handle -> store.claim(handle, SWEPT_AT_ONCE, LEASE));
    List<FileId> deleted = new ArrayList<>();
    for (FileId id : gone) {
      try {
        storage.delete(id);
        deleted.add(id);
      } catch (IOException e) {
        LOG.atWarn().setCause(e).addKeyValue("file", id).log("bytes could not be deleted");
      }
    }
    database.query(handle -> store.forget(handle, deleted));
    return gone.size();
  }

  private long max(Kind kind) {
    return switch (kind) {
      case MEMBER -> limits.member();
      case EXTERNAL -> limits.external();
      case WORKSPACE -> limits.workspace();
    };
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static void require(long used, long max, String what) {
    if (used > max) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED, "%s: %d (expected: at most %d)".formatted(what, used, max));
    }
  }
}
