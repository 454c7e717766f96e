package io.drawbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.file.Progress;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.Picture;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files through the client library, against a real server. */
class FilesWireTest {
  @AutoClose static final Company COMPANY = Company.start();

  private static final int LARGE_BYTES = 20 << 20;

  private final ChatClient ada = COMPANY.ada();

  @TempDir private Path folder;

  private Path file(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  private ConversationId thread() {
    return ada.threads().create("Files").in(COMPANY.workspace()).send().join().conversation().id();
  }

  /**
   * HCL-4: a file shared with an address opens a DM, in which its owner finds the file and no
   * other.
   */
  @Test
  void fileSharedWithAnAddressOpensADm() throws Exception {
    Path offer = file("offer.bin", 100_000);
    FileId elsewhere = ada.transfers().upload(thread(), file("b.bin", 10), Progress.NONE).join();

    ada.transfers()
        .share(
            Optional.of(COMPANY.workspace()),
            "fred@client.example",
            offer,
            "Our offer",
            Progress.NONE)
        .join();

    try (ChatClient fred =
        COMPANY.client(Credentials.link(COMPANY.mailedToken("fred@client.example"), "Fred"))) {
      fred.connect().join();
      List<SharedFile> shared = fred.files().shared(10).join().files();
      assertThat(shared).extracting(it -> it.file().name()).containsExactly("offer.bin");
      FileId file = shared.getFirst().file().file();
      Path saved =
          fred.transfers().download(file, folder.resolve("saved.bin"), Progress.NONE).join();
      assertThat(saved).hasSameBinaryContentAs(offer);
      assertThatThrownBy(() ->
              fred.transfers().download(elsewhere, folder.resolve("not.bin"), Progress.NONE).join())
          .satisfies(it ->
              assertThat(RequestFailed.in(it).flatMap(RequestFailed::code))
                  .hasValue(ErrorCode.NOT_FOUND));
      assertThat(folder.resolve("not.bin")).doesNotExist();
    }
  }

  /** A picture is read in small, and downloaded without what its file told of it. */
  @Test
  void picturesAreReadInSmall() throws Exception {
    BufferedImage drawn = new BufferedImage(800, 400, BufferedImage.TYPE_INT_RGB);
    Path picture = folder.resolve("picture.png");
    ImageIO.write(drawn, "png", picture.toFile());
    ConversationId thread = thread();
    FileId file = ada.transfers().upload(thread, picture, Progress.NONE).join();
    ada.transfers().send(thread, "", List.of(file)).join();
    FileView view = ada.messages().newest(thread, 1).join().messages().getLast().files().getFirst();
    assertThat(view.picture()).hasValue(new Picture(800, 400, true));
    byte[] small = ada.transfers().thumbnail(file, ThumbnailSize.SMALL).join();
    assertThat(ImageIO.read(new ByteArrayInputStream(small)).getWidth()).isEqualTo(160);
    FileId other = new FileId(file.value() - 1);
    assertThatThrownBy(() -> ada.transfers().thumbnail(other, ThumbnailSize.LARGE).join())
        .satisfies(it ->
            assertThat(RequestFailed.in(it).flatMap(RequestFailed::code))
                .hasValue(ErrorCode.NOT_FOUND));
  }

  /** What is cut goes on where it stopped, up and down, and is the same file. */
  @Test
  void cutTransfersGoOn() throws Exception {
    Path large = file("large.bin", LARGE_BYTES);
    ConversationId thread = thread();
    try (CuttingProxy way = new CuttingProxy(COMPANY.server().url(), 6 << 20);
        ChatClient client =
            ChatClient.builder(way.url())
                .credentials(Credentials.password(Company.ADA, "correct horse battery"))
                .build()) {
      client.connect().join();
      AtomicLong up = new AtomicLong();
      FileId file = client.transfers().upload(thread, large, (done, all) -> up.set(done)).join();
      assertThat(up).hasValue(LARGE_BYTES);
      client.transfers().send(thread, "large", List.of(file)).join();
      assertThat(way.cuts()).isPositive();
      int cuts = way.cuts();
      AtomicLong down = new AtomicLong();
      Path saved =
          client
              .transfers()
              .download(file, folder.resolve("again.bin"), (done, all) -> down.set(done))
              .join();
      assertThat(way.cuts()).isGreaterThan(cuts);
      assertThat(down).hasValue(LARGE_BYTES);
      assertThat(saved).hasSameBinaryContentAs(large);
      assertThat(client.messages().newest(thread, 1).join().messages().getLast().files())
          .extracting(FileView::size)
          .containsExactly((long) LARGE_BYTES);
    }
  }
}
