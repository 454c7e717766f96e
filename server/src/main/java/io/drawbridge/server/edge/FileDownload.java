package io.drawbridge.server.edge;

import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.db.Behalf;
import io.drawbridge.server.edge.http.ByteRange;
import io.drawbridge.server.edge.http.FileHeads;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.http.Target;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.file.download.Download;
import io.drawbridge.server.session.outbox.Outgoing;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;

/**
 * A file on its way to a reader, piece by piece: each is read when the one before is with the
 * kernel, and judged on the loop, by the view of that moment, as the last step before the socket.
 * When the right of the reader ends, the stream is cut off without its end.
 */
final class FileDownload extends Exchange {
  /** The bytes that are judged together. */
  static final int PIECE_BYTES = 64 * 1024;

  private static final byte[] NOTHING = {};

  private final FileTransfers files;
  private final Responses responses;
  private final Target.File asked;
  private final HttpHeaders headers;
  private final boolean bodiless;
  private Optional<Download> download = Optional.empty();
  private Optional<FileHeads> answer = Optional.empty();
  private long sent;
  private boolean begun;

  FileDownload(
      EdgeParts parts,
      HttpDoor door,
      Loop loop,
      Socket socket,
      HttpShared shared,
      HttpRequest request,
      Target.File asked) {
    super(parts, door, loop, socket);
    this.files = shared.files();
    this.responses = shared.responses();
    this.asked = asked;
    this.headers = request.headers().copy();
    this.bodiless = request.method().equals(HttpMethod.HEAD);
  }

  @Override
  void run(String token) {
    try {
      Admission.AdmittedRequest entry = parts.admission().request(token, this);
      execute(() -> admit(entry));
      Download found =
          Behalf.of(
              entry.outlet().caller().account(),
              () -> {
                parts.dispatcher().checkRate(entry.outlet().caller());
                return files
                    .downloads()
                    .open(
                        entry.outlet().caller(), asked.file(), asked.version(), asked.thumbnail());
              });
      execute(() -> begin(found));
    } catch (RuntimeException refused) {
      refuse(refused);
    }
  }

  private void begin(Download found) {
    if (waits()) {
      download = Optional.of(found);
      answer = Optional.of(FileHeads.of(headers, found.file(), responses, bodiless));
      ask();
    }
  }

  /** Asks for the next piece. On the loop. */
  private void ask() {
    ByteRange body = answer.orElseThrow().body();
    int length = (int) Math.min(PIECE_BYTES, body.length() - sent);
    long at = body.start() + sent;
    Download from = download.orElseThrow();
    if (length == 0) {
      offer(from, NOTHING);
    } else if (door.reserve(length)) {
      parts.threads().execute(() -> read(from, at, length));
    } else {
      socket.reset();
    }
  }

  /** On a virtual thread. */
  private void read(Download from, long at, int length) {
    try {
      byte[] bytes = files.downloads().read(from, at, length);
      execute(() -> offer(from, bytes));
    } catch (RuntimeException refused) {
      refuse(refused);
    }
  }

  private void refuse(RuntimeException refused) {
    ErrorFrame error = parts.dispatcher().error(Optional.empty(), "file", refused);
    execute(() -> error(error));
  }

  private void offer(Download from, byte[] bytes) {
    admitted()
        .ifPresent(entry -> entry.outlet().offerAnswer(new Outgoing.Piece(from.tag(), bytes)));
  }

  /** Writes a piece, which was judged just now. */
  @Override
  public void piece(byte[] bytes) {
    if (!waits()) {
      return;
    }
    FileHeads told = answer.orElseThrow();
    boolean first = !begun;
    begun = true;
    sent += bytes.length;
    door.stream(
        this,
        first ? Optional.of(told.head()) : Optional.empty(),
        bytes,
        sent == told.body().length(),
        this::ask);
  }

  @Override
  public void reply(long id, Result result) {
    throw new IllegalStateException("a reply to a download");
  }

  /** Refuses the download, or cuts it off if it has begun. */
  @Override
  public void error(ErrorFrame error) {
    if (!waits()) {
      return;
    }
    if (begun) {
      socket.reset();
    } else {
      door.refuse(this, error);
    }
  }

  @Override
  public boolean open() {
    return waits();
  }
}
