package io.drawbridge.server.file.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.file.ThumbnailSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are measured, drawn small, and delivered without what they do not show. */
final class PicturesTest {
  @AutoClose private static final Pictures PICTURES = new Pictures(true);
  @AutoClose private static final Pictures KEEPING = new Pictures(false);

  private static byte[] delivered(byte[] stored, Pictures.Seen seen) {
    ByteSource source = seen.pieces().of(ByteSource.of(stored));
    ByteBuffer all = ByteBuffer.allocate((int) source.size());
    try {
      source.read(0, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(all.hasRemaining()).isFalse();
    return all.array();
  }

  private static Pictures.Seen look(byte[] picture, String type) {
    return look(PICTURES, picture, type);
  }

  private static Pictures.Seen look(Pictures pictures, byte[] picture, String type) {
    try {
      return pictures.look(ByteSource.of(picture), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stored file that comes a few bytes at a time, and of which one read fails. */
  private static final class Failing implements ByteSource {
    private static final int MOST_AT_ONCE = 16;

    private final ByteSource stored;
    private int reads;

    Failing(byte[] stored, int reads) {
      this.stored = ByteSource.of(stored);
      this.reads = reads;
    }

    @Override
    public long size() {
      return stored.size();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
      if (reads-- == 0) {
        throw new IOException("the storage does not answer");
      }
      ByteBuffer few = into.slice(into.position(), Math.min(into.remaining(), MOST_AT_ONCE));
      stored.read(offset, few);
      into.position(into.position() + few.position());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  static Stream<Arguments> telling() {
    return Stream.of(
        Arguments.of("image/jpeg", TestPictures.jpeg(400, 200, 6), 200, 400),
        Arguments.of("image/png", TestPictures.png(400, 200, 8), 200, 400),
        Arguments.of("image/webp", TestPictures.webp(6), 1, 1),
        Arguments.of("image/jpeg", TestPictures.jpeg(400, 200, 1), 400, 200),
        Arguments.of("image/png", TestPictures.png(400, 200, 1), 400, 200),
        Arguments.of("image/webp", TestPictures.webp(1), 1, 1));
  }

  /** The place, in whatever part it stands, does not leave; the picture and its way up do. */
  @ParameterizedTest
  @MethodSource("telling")
  void deliveredPictureDoesNotTellWhereItWasMade(
      String type, byte[] stored, int width, int height) {
    assertThat(text(stored)).contains(TestPictures.PLACE);
    Pictures.Seen seen = look(stored, type);
    byte[] delivered = delivered(stored, seen);
    assertThat(text(delivered)).doesNotContain(TestPictures.PLACE);
    assertThat(seen.shape()).hasValue(new Pictures.Shape(width, height));
    assertThat(look(delivered, type).shape()).isEqualTo(seen.shape());
    assertThat(delivered(delivered, look(delivered, type))).isEqualTo(delivered);
    assertSame(TestPictures.decoded(delivered), TestPictures.decoded(stored));
    Pictures.Seen kept = look(KEEPING, stored, type);
    assertThat(kept.pieces().whole()).isTrue();
    seen.thumbnails()
        .values()
        .forEach(it -> assertThat(text(it.bytes())).doesNotContain(TestPictures.PLACE));
    assertThat(seen.thumbnails()).hasSize(2);
  }

  /** What cannot be read is not taken for what has no metadata, whichever read fails. */
  @ParameterizedTest
  @MethodSource("telling")
  void unreadableFileIsNotDeliveredAsItIs(String type, byte[] stored, int width, int height)
      throws IOException {
    int failures = 0;
    Optional<Pictures.Seen> seen = Optional.empty();
    while (seen.isEmpty()) {
      Failing failing = new Failing(stored, failures);
      try {
        seen = Optional.of(PICTURES.look(failing, type));
      } catch (IOException refused) {
        assertThat(refused).hasMessage("the storage does not answer");
        failures++;
      }
    }
    assertThat(failures).isGreaterThan(3);
    assertThat(seen.get().shape()).hasValue(new Pictures.Shape(width, height));
    assertThat(text(delivered(stored, seen.get()))).doesNotContain(TestPictures.PLACE);
  }

  private static void assertSame(BufferedImage one, BufferedImage other) {
    assertThat(one.getRGB(0, 0, one.getWidth(), one.getHeight(), null, 0, one.getWidth()))
        .isEqualTo(
            other.getRGB(0, 0, other.getWidth(), other.getHeight(), null, 0, other.getWidth()));
  }

  @Test
  void plainPicturesAreDeliveredAsTheyAre() {
    assertThat(look(TestPictures.plainWebp(), "image/webp").pieces().whole()).isTrue();
    for (String format : new String[] {"jpeg", "png", "gif"}) {
      byte[] plain = TestPictures.encoded(TestPictures.drawn(64, 64), format);
      Pictures.Seen seen = look(plain, "image/" + format);
      assertThat(seen.pieces().whole()).as(format).isTrue();
      assertThat(seen.thumbnails()).as(format).hasSize(2);
    }
    assertThat(look(new byte[100], "application/pdf")).isEqualTo(Pictures.Seen.NOTHING);
  }

  /** Red was on the left: where it is now, says how it was turned. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void thumbnailsAreTheRightWayUp(int orientation) {
    Pictures.Seen seen = look(TestPictures.jpeg(2_000, 1_000, orientation), "image/jpeg");
    BufferedImage drawn = drawn(seen, ThumbnailSize.LARGE);
    boolean turned = orientation > 4;
    assertThat(drawn.getWidth()).isEqualTo(turned ? 320 : 640);
    assertThat(drawn.getHeight()).isEqualTo(turned ? 640 : 320);
    int first = turned ? drawn.getRGB(160, 20) : drawn.getRGB(20, 160);
    boolean redFirst = (first >> 16 & 0xff) > 200;
    assertThat(redFirst)
        .isEqualTo(
            switch (orientation) {
              case 1, 4, 5, 6 -> true;
              default -> false;
            });
    BufferedImage small = drawn(seen, ThumbnailSize.SMALL);
    assertThat(Math.max(small.getWidth(), small.getHeight())).isEqualTo(160);
  }

  private static BufferedImage drawn(Pictures.Seen seen, ThumbnailSize size) {
    return TestPictures.decoded(
        Optional.ofNullable(seen.thumbnails().get(size)).orElseThrow().bytes());
  }

  /** A header that says more pixels than may be, or not what follows, costs nothing. */
  @Test
  void bombsAreNotUnpacked() {
    assertThat(look(TestPictures.png(30_000, 30_000), "image/png"))
        .isEqualTo(Pictures.Seen.NOTHING);
    assertThat(look(TestPictures.png(Integer.MAX_VALUE, Integer.MAX_VALUE), "image/png").shape())
        .isEmpty();
    assertThat(look(TestPictures.png(10, 10), "image/png").thumbnails()).isEmpty();
    assertThat(look(TestPictures.lyingGif(), "image/gif").thumbnails()).isEmpty();
    byte[] jpeg = TestPictures.encoded(TestPictures.drawn(64, 64), "jpg");
    int frame = text(jpeg).indexOf("\u00ff\u00c0");
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 30_000).putShort(frame + 7, (short) 30_000);
    assertThat(look(jpeg, "image/jpeg")).isEqualTo(Pictures.Seen.NOTHING);
  }

  /** What is cut off or broken anywhere breaks nothing else, and takes no long time. */
  @Test
  void brokenPicturesAreOnlyBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[][] whole = {
      TestPictures.jpeg(60, 40, 6), TestPictures.png(60, 40, 6), TestPictures.webp(6)
    };
    String[] types = {"image/jpeg", "image/png", "image/webp"};
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int i = 0; i < 300; i++) {
            byte[] broken = whole[i % 3].clone();
            for (int j = random.nextInt(1, 6); j > 0; j--) {
              broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(broken, random.nextInt(1, broken.length + 1));
            Pictures.Seen seen = look(cut, types[i % 3]);
            byte[] delivered = delivered(cut, seen);
            assertThat(delivered.length).isLessThanOrEqualTo(cut.length + 100);
          }
        },
        "seed " + seed);
  }

  /** What alternates without an end costs no more than what may be kept of it. */
  @Test
  void alternatingChunksCostNothing() {
    byte[] picture = TestPictures.alternatingPng(300_000);
    assertThat(look(picture, "image/png").pieces().whole()).isTrue();
    Pieces.Builder kept = new Pieces.Builder();
    for (int i = 0; i < 300_000; i++) {
      kept.keep(24L * i, 12);
      kept.add(new byte[1]);
    }
    assertThat(kept.length()).isLessThan(24L * Pieces.MAX);
    assertThat(kept.build(24L * 300_000).whole()).isTrue();
  }

  /** However a file points to and fro in itself, it is read about once. */
  @Test
  void fileIsNotReadAgainAndAgain() throws IOException {
    byte[] picture = TestPictures.farReachingPng(1_000, 2 << 20);
    AtomicLong read = new AtomicLong();
    ByteSource stored = ByteSource.of(picture);
    PICTURES.look(
        new ByteSource() {
          @Override
          public long size() {
            return stored.size();
          }

          @Override
          public void read(long offset, ByteBuffer into) throws IOException {
            read.addAndGet(into.remaining());
            stored.read(offset, into);
          }
        },
        "image/png");
    assertThat(read.get()).isLessThan(2L * picture.length);
  }

  /** What a row keeps reads the same, from any place. */
  @Test
  void piecesAreReadFromAnyPlace() throws IOException {
    byte[] stored = TestPictures.jpeg(60, 40, 6);
    Pictures.Seen seen = look(stored, "image/jpeg");
    byte[] whole = delivered(stored, seen);
    ByteSource again =
        Pieces.decode(seen.pieces().encoded().orElseThrow()).of(ByteSource.of(stored));
    assertThat(again.size()).isEqualTo(whole.length);
    for (int at = 0; at < whole.length; at += 7) {
      ByteBuffer some = ByteBuffer.allocate(Math.min(33, whole.length - at));
      again.read(at, some);
      assertThat(some.array()).isEqualTo(Arrays.copyOfRange(whole, at, at + some.capacity()));
    }
  }
}
