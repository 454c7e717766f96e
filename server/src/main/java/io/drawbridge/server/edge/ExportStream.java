package io.drawbridge.server.edge;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.http.Target;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.session.Asking;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An export as one HTTP answer: the parts of {@code audit.export}, {@code workspace.export} or
 * {@code account.export}, one after the other, each asked for when the one before is with the
 * kernel. Each is decided and judged as the answer to a command is; when the right of the reader
 * ends, the stream is cut off without its end.
 */
final class ExportStream extends Exchange {
  private static final String LINES = "application/x-ndjson";

  private final Responses responses;
  private final Target.Export export;
  private Optional<String> after;
  private boolean begun;

  ExportStream(
      EdgeParts parts,
      HttpDoor door,
      Loop loop,
      Socket socket,
      Responses responses,
      Target.Export export) {
    super(parts, door, loop, socket);
    this.responses = responses;
    this.export = export;
    this.after = export.after();
  }

  /** Begins the export for the token's bearer. On a virtual thread. */
  @Override
  void run(String token) {
    try {
      Admission.AdmittedRequest entry = parts.admission().request(token, this);
      execute(() -> begin(entry));
    } catch (RuntimeException refused) {
      ErrorFrame error =
          parts.dispatcher().error(Optional.empty(), export.part().apply(after).type(), refused);
      execute(() -> error(error));
    }
  }

  private void begin(Admission.AdmittedRequest entry) {
    if (admit(entry)) {
      ask();
    }
  }

  /** Asks for the next part. On the loop. */
  private void ask() {
    AuditCommand<AuditPart> command = export.part().apply(after);
    admitted()
        .ifPresent(entry ->
            parts
                .threads()
                .execute(() ->
                    Asking.run(
                        this::waits,
                        () ->
                            parts
                                .dispatcher()
                                .call(
                                    entry.outlet(),
                                    command,
                                    outcome -> execute(() -> judge(entry, outcome))))));
  }

  /** Writes a part, which was judged just now. */
  @Override
  public void reply(long id, Result result) {
    if (!waits() || !(result instanceof AuditPart part)) {
      return;
    }
    after = part.next();
    byte[] text = part.text().getBytes(StandardCharsets.UTF_8);
    boolean first = !begun;
    begun = true;
    Optional<HttpResponse> head = first ? Optional.of(responses.stream(LINES)) : Optional.empty();
    door.stream(this, head, text, after.isEmpty(), this::ask);
  }

  /**
   * Refuses the export, or cuts it off if it has begun: without its last chunk nobody takes it for
   * whole. What is only too much for now is asked for again.
   */
  @Override
  public void error(ErrorFrame error) {
    if (!waits()) {
      return;
    }
    if (!begun) {
      door.refuse(this, error);
    } else if (error.retryAfterMs().isPresent()) {
      events().schedule(this::ask, error.retryAfterMs().get(), TimeUnit.MILLISECONDS);
    } else {
      socket.reset();
    }
  }

  @Override
  public boolean open() {
    return waits();
  }
}
