package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.HttpDoor.Refused;
import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.FileId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An upload of which a part is there. It may come to its end, since it is nobody's but the
 * uploader's; what counts is what anybody can read of it afterwards.
 */
final class UploadWay implements Way {
  private static final int SIZE = 200_000;
  private static final int BEGIN_MAX = 150_000;

  private final Stage stage;

  UploadWay(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Guest guest(String name) {
    return stage.external(name);
  }

  @Override
  public boolean once(Act act, Guest guest) throws Exception {
    stage.add(guest, guest.group());
    FileId file =
        stage
            .tell(
                guest.tokens(),
                new MessageCommand.BeginUpload(
                    stage.workspace().clientId(), guest.group(), "up.bin", SIZE))
            .file();
    int first = act.random().nextInt(1, BEGIN_MAX);
    try (RawSocket socket = stage.socket()) {
      socket.begin("PUT", "/v1/files/%s?offset=0".formatted(file), guest.token(), SIZE);
      socket.write(new byte[first]);
      act.seen().before(act.about(), first);
      Act.Removal removal = act.begin(guest.group(), guest.account());
      int second = act.raced() ? act.random().nextInt(SIZE - first) : 0;
      socket.write(new byte[second]);
      removal.await();
      socket.write(new byte[SIZE - first - second]);
      boolean _ = socket.rest().length > 0;
    }
    send(guest, file);
    long readable = readable(file, guest.token()) + readable(file, stage.ownerToken());
    act.seen().after(act.about(), readable);
    if (readable == 0) {
      // Uploads that wait are few.
      stage.tell(guest.tokens(), new MessageCommand.CancelUpload(file));
    }
    return true;
  }

  /** Tries to; the answer is seen by who reads the file. */
  private void send(Guest guest, FileId file) {
    try {
      stage.tell(
          guest.tokens(),
          new MessageCommand.Send(
              stage.workspace().clientId(),
              guest.group(),
              "",
              Optional.empty(),
              Optional.empty(),
              Optional.of(List.of(file))));
    } catch (Refused refused) {
      // as it should be for who was removed
    }
  }

  /** The bytes that the bearer of a token gets of it. */
  private long readable(FileId file, String token) throws Exception {
    try (RawSocket socket = stage.socket()) {
      socket.get("/v1/files/" + file, token);
      String answer = new String(socket.rest(), StandardCharsets.ISO_8859_1);
      return answer.startsWith("HTTP/1.1 200") ? answer.length() : 0;
    }
  }
}
