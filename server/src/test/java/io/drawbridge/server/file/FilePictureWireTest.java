package io.drawbridge.server.file;

import static io.drawbridge.server.TestSteps.clientId;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.Picture;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.file.picture.TestPictures;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures come without the place where they were taken, and in small, to who sees the message. */
final class FilePictureWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");
  private static final TestPerson BEN = TestSteps.member(SERVER, OWNER, "Ben");
  private static final TestFiles FILES = new TestFiles(SERVER.url());
  private static final byte[] PHOTO = TestPictures.jpeg(1_000, 500, 6);

  private ConversationId thread = new ConversationId(1);

  @BeforeEach
  void thread() {
    thread = TestSteps.thread(OWNER, "Pictures", BEN.account());
  }

  private static HttpResponse<byte[]> small(TestPerson by, FileId file, String... headers) {
    return FILES.get(by, "/v1/files/" + file + "/thumbnail?size=small", headers);
  }

  @Test
  void photoIsDeliveredWithoutItsPlace() throws Exception {
    FileId file = FILES.share(OWNER, thread, "photo.jpg", PHOTO);
    HttpResponse<byte[]> read = FILES.get(BEN, file);
    assertThat(new String(PHOTO, ISO_8859_1)).contains(TestPictures.PLACE);
    assertThat(new String(read.body(), ISO_8859_1)).doesNotContain(TestPictures.PLACE);
    FileView view = TestFiles.newest(BEN, thread).files().getFirst();
    assertThat(view.picture()).hasValue(new Picture(500, 1_000, true));
    assertThat(view.size()).isEqualTo(read.body().length);
    assertThat(view.sha256())
        .isEqualTo(
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(read.body())));
    assertThat(FILES.get(BEN, file, "Range", "bytes=10-99").body())
        .isEqualTo(Arrays.copyOfRange(read.body(), 10, 100));
  }

  /** Leak58: the door of thumbnails is that of the message; with the right it ends. */
  @Test
  void leak58ThumbnailIsReadByWhoSeesItsMessage() {
    FileId before = FILES.share(OWNER, thread, "before.jpg", PHOTO);
    TestPerson xenia = TestSteps.external(SERVER, OWNER, thread, "Xenia58");
    FileId file = FILES.share(OWNER, thread, "photo.jpg", PHOTO);
    HttpResponse<byte[]> read = small(xenia, file);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.headers().firstValue("content-type")).hasValue("image/jpeg");
    assertThat(read.headers().firstValue("cache-control")).hasValue("no-store");
    String tag = read.headers().firstValue("etag").orElseThrow();
    assertThat(small(xenia, file, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(small(xenia, before).statusCode()).isEqualTo(404);
    TestPerson stranger = TestSteps.member(SERVER, OWNER, "Stranger58");
    byte[] nothing = small(stranger, new FileId(file.value() - 1)).body();
    assertThat(small(stranger, file).body()).isEqualTo(nothing);
    TestSteps.remove(OWNER, thread, xenia.account());
    assertThat(small(xenia, file).body()).isEqualTo(nothing);
    assertThat(small(BEN, file).statusCode()).isEqualTo(200);
  }

  @Test
  void thumbnailsAreThoseOfTheVersionAndGoWithIt() {
    FileId file = FILES.share(OWNER, thread, "photo.jpg", PHOTO);
    FileId newer = FILES.upload(OWNER, thread, "notes.txt", TestFiles.text("notes"));
    long pos = TestFiles.newest(OWNER, thread).pos();
    OWNER.call(
        new MessageCommand.ReplaceFile(clientId(), thread, pos, file, newer, Optional.empty()));
    assertThat(TestFiles.newest(BEN, thread).files().getFirst().picture()).isEmpty();
    assertThat(small(BEN, file).statusCode()).isEqualTo(404);
    String first = "/v1/files/" + file + "/thumbnail?size=large&version=1";
    assertThat(FILES.get(BEN, first).statusCode()).isEqualTo(200);
    assertThat(FILES.get(BEN, "/v1/files/" + file + "/thumbnail?size=huge").statusCode())
        .isEqualTo(404);
    OWNER.call(new MessageCommand.Delete(clientId(), thread, pos));
    assertThat(FILES.get(BEN, first).statusCode()).isEqualTo(404);
  }
}
