package io.drawbridge.server.edge;

import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.background.SerialExecutor;
import io.drawbridge.server.db.Behalf;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.http.Target;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.file.upload.Incoming;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Outgoing;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of an upload on their way in. They are read only once the token and the upload are
 * found good, and written off the loop, a part after the other.
 */
final class FileUpload extends Exchange implements UploadBody.Writer {
  private static final Logger LOG = LoggerFactory.getLogger(FileUpload.class);

  private final FileTransfers files;
  private final Responses responses;
  private final Target.File asked;

  /** Runs all that touches what is written, one after the other. */
  private final SerialExecutor disk;

  /** Touched by tasks of {@link #disk} only. */
  private Optional<Incoming> incoming = Optional.empty();

  private boolean answered;
  private boolean listens;

  FileUpload(
      EdgeParts parts,
      HttpDoor door,
      Loop loop,
      Socket socket,
      HttpShared shared,
      Target.File asked) {
    super(parts, door, loop, socket);
    this.files = shared.files();
    this.responses = shared.responses();
    this.asked = asked;
    this.disk = new SerialExecutor(parts.threads());
  }

  @Override
  void run(String token) {
    try {
      Admission.AdmittedRequest entry = parts.admission().request(token, this);
      execute(() -> admit(entry));
      disk.execute(() -> guarded(() -> begin(entry)));
    } catch (RuntimeException refused) {
      refuse(refused);
    }
  }

  private void begin(Admission.AdmittedRequest entry) {
    if (!waits()) {
      return;
    }
    incoming =
        Optional.of(
            Behalf.of(
                entry.outlet().caller().account(),
                () -> {
                  parts.dispatcher().checkRate(entry.outlet().caller());
                  return files
                      .uploads()
                      .open(entry.outlet().caller(), asked.file(), asked.offset().orElse(0L));
                }));
    execute(() -> {
      if (waits()) {
        listens = true;
        door.letIn(this);
      }
    });
  }

  @Override
  public void part(byte[] bytes, int length, boolean last) {
    listens = false;
    if (answered) {
      return;
    }
    door.heard();
    disk.execute(() -> guarded(() -> write(ByteBuffer.wrap(bytes, 0, length), last)));
  }

  private void write(ByteBuffer bytes, boolean last) {
    Incoming to = incoming.orElseThrow();
    to.write(bytes);
    if (last) {
      MessageResult.Upload done = to.finish();
      close(to);
      execute(() ->
          admitted()
              .ifPresent(
                  entry -> entry.outlet().offerAnswer(new Outgoing.Reply(0, Answer.own(done)))));
    } else {
      execute(() -> {
        listens = waits();
        door.written();
      });
    }
  }

  /** Whether the client's next bytes are waited for. */
  @Override
  boolean listens() {
    return listens;
  }

  @Override
  void ended() {
    listens = false;
    disk.execute(() -> {
      try {
        incoming.ifPresent(Incoming::cut);
      } catch (RuntimeException lost) {
        LOG.atWarn().setCause(lost).addKeyValue("file", asked.file()).log("an upload was cut");
      }
      incoming = Optional.empty();
    });
  }

  private void close(Incoming whole) {
    incoming = Optional.empty();
    whole.close();
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException refused) {
      refuse(refused);
    }
  }

  private void refuse(RuntimeException refused) {
    ErrorFrame error = parts.dispatcher().error(Optional.empty(), "file", refused);
    execute(() -> error(error));
  }

  @Override
  public void reply(long id, Result result) {
    if (waits() && !answered) {
      answered = true;
      door.answer(this, responses.result(result));
    }
  }

  /** Refuses the upload; what of its body is on its way is not read, so the connection ends. */
  @Override
  public void error(ErrorFrame error) {
    if (waits() && !answered) {
      answered = true;
      listens = false;
      door.last();
      door.refuse(this, error);
    }
  }

  @Override
  public boolean open() {
    return !answered;
  }
}
