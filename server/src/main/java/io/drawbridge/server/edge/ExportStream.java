package io.drawbridge.server.edge;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.dispatch.Outcome;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.session.Asking;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The export of an audit log as one HTTP answer: the parts of {@code audit.export}, one after the
 * other, each asked for when the one before is with the kernel. Each is decided and judged as the
 * answer to a command is; when the right of the reader ends, the stream is cut off without its end.
 */
final class ExportStream implements Connection, FrameSink, Exchange {
  private final EdgeParts parts;
  private final HttpDoor door;
  private final Loop loop;
  private final Socket socket;
  private final WorkspaceId workspace;
  private Optional<Admission.AdmittedRequest> admitted = Optional.empty();
  private Optional<String> after = Optional.empty();
  private boolean begun;
  private volatile boolean over;

  ExportStream(EdgeParts parts, HttpDoor door, Loop loop, Socket socket, WorkspaceId workspace) {
    this.parts = parts;
    this.door = door;
    this.loop = loop;
    this.socket = socket;
    this.workspace = workspace;
  }

  /** Begins the export for the token's bearer. On a virtual thread. */
  void run(String token) {
    try {
      Admission.AdmittedRequest entry = parts.admission().request(token, this);
      execute(() -> admit(entry));
    } catch (RuntimeException refused) {
      ErrorFrame error = parts.dispatcher().error(Optional.empty(), "audit.export", refused);
      execute(() -> error(error));
    }
  }

  private void admit(Admission.AdmittedRequest entry) {
    if (over) {
      parts.threads().execute(entry::leave);
      return;
    }
    admitted = Optional.of(entry);
    door.proved();
    ask();
  }

  /** Asks for the next part. On the loop. */
  private void ask() {
    AuditCommand.Export command = new AuditCommand.Export(workspace, Optional.empty(), after);
    admitted.ifPresent(entry ->
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
                                outcome -> execute(() -> offer(entry, outcome))))));
  }

  private static void offer(Admission.AdmittedRequest entry, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered told ->
          entry.outlet().offerAnswer(new Outgoing.Reply(0, told.answer()));
      case Outcome.Failed failed ->
          entry.outlet().offerAnswer(new Outgoing.Refusal(failed.error()));
    }
  }

  /** Writes a part, which was judged just now. */
  @Override
  public void reply(long id, Result result) {
    if (over || !(result instanceof AuditPart part)) {
      return;
    }
    after = part.next();
    byte[] text = part.text().getBytes(StandardCharsets.UTF_8);
    boolean first = !begun;
    begun = true;
    door.stream(this, text, first, after.isEmpty(), this::ask);
  }

  /**
   * Refuses the export, or cuts it off if it has begun: without its last chunk nobody takes it for
   * whole. What is only too much for now is asked for again.
   */
  @Override
  public void error(ErrorFrame error) {
    if (over) {
      return;
    }
    if (!begun) {
      door.refuse(this, error);
    } else if (error.retryAfterMs().isPresent()) {
      loop.events().schedule(this::ask, error.retryAfterMs().get(), TimeUnit.MILLISECONDS);
    } else {
      socket.reset();
    }
  }

  @Override
  public void close(CloseCode code, String reason) {
    execute(() ->
        error(
            new ErrorFrame(
                Optional.empty(),
                ErrorCode.UNAUTHENTICATED,
                "the session has ended",
                Optional.empty())));
  }

  @Override
  public void end() {
    over = true;
    admitted.ifPresent(entry -> parts.threads().execute(entry::leave));
    admitted = Optional.empty();
  }

  @Override
  public void execute(Runnable task) {
    loop.events().execute(task);
  }

  @Override
  public boolean inLoop() {
    return loop.events().inEventLoop();
  }

  @Override
  public int loop() {
    return loop.index();
  }

  @Override
  public void wake() {
    execute(() -> admitted.ifPresent(entry -> entry.outlet().drain(this)));
  }

  @Override
  public boolean hasUnflushed() {
    return socket.hasUnflushed();
  }

  @Override
  public void reset(CloseCode code) {
    socket.reset();
  }

  @Override
  public boolean open() {
    return !over;
  }

  /** Refuses shared frames, which are for WebSockets. */
  @Override
  public void frame(EncodedFrame frame) {
    throw new IllegalStateException("a shared frame over HTTP");
  }

  private boolean waits() {
    return !over;
  }
}
