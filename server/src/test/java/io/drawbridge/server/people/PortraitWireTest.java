package io.drawbridge.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.PeopleResult.Picture;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.file.picture.TestPictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pictures on cards.
 *
 * <p>Shows HCL-21, HCL-22, HCL-48.
 */
final class PortraitWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Zoe");

  private static void set(TestCast cast, TestPerson person, byte[] image) {
    cast.as(person)
        .call(
            new AccountCommand.SetPicture(
                TestSteps.clientId(), Optional.of(Base64.getEncoder().encodeToString(image))));
  }

  private static Picture picture(TestCast cast, TestPerson reader, AccountId person) {
    return cast.as(reader).call(new PeopleCommand.ShowPicture(person));
  }

  private static Optional<String> named(TestCast cast, TestPerson reader, AccountId person) {
    return cast.as(reader).call(new PeopleCommand.Show(person)).card().picture();
  }

  private static void hidden(TestCast cast, TestPerson reader, AccountId person) {
    TestSteps.refused(ErrorCode.NOT_FOUND, () -> picture(cast, reader, person));
  }

  @ParameterizedTest
  @EnumSource
  void pictureIsASquareWithoutWhatElseTheFileTold(Door door) throws IOException {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      assertThat(named(cast, ben, ben.account())).isEmpty();
      hidden(cast, ben, ben.account());
      set(cast, ben, TestPictures.jpeg(400, 200, 6));
      Picture shown = picture(cast, ben, ben.account());
      byte[] bytes = Base64.getDecoder().decode(shown.image());
      BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(bytes));
      assertThat(drawn.getWidth()).isEqualTo(Limits.PICTURE_EDGE);
      assertThat(drawn.getHeight()).isEqualTo(Limits.PICTURE_EDGE);
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
          .doesNotContain(TestPictures.PLACE)
          .doesNotContain("Exif");
      assertThat(shown.mediaType()).isEqualTo("image/jpeg");
      assertThat(named(cast, ben, ben.account())).contains(shown.picture());
      assertThat(cast.as(ben).call(new AccountCommand.Me()).card().picture())
          .contains(shown.picture());
      set(cast, ben, TestPictures.encoded(TestPictures.drawn(90, 300), "png"));
      assertThat(picture(cast, ben, ben.account()).picture()).isNotEqualTo(shown.picture());
      cast.as(ben).call(new AccountCommand.SetPicture(TestSteps.clientId(), Optional.empty()));
      hidden(cast, ben, ben.account());
      assertThat(named(cast, ben, ben.account())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void pictureIsSeenByWhoSeesTheCardAndGoesWithThat(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId offer = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(offer, "Eve");
      TestPerson finn = cast.external(TestSteps.thread(OWNER, "Other"), "Finn");
      byte[] image = TestPictures.encoded(TestPictures.drawn(200, 200), "png");
      set(cast, ben, image);
      set(cast, cleo, image);
      set(cast, eve, image);
      assertThat(picture(cast, eve, ben.account()).image()).isNotEmpty();
      assertThat(picture(cast, ben, eve.account()).image()).isNotEmpty();
      hidden(cast, eve, cleo.account());
      hidden(cast, cleo, eve.account());
      hidden(cast, finn, eve.account());
      hidden(cast, eve, new AccountId(4_711));
      TestSteps.remove(OWNER, offer, eve.account());
      hidden(cast, eve, ben.account());
      hidden(cast, ben, eve.account());
    }
  }

  @Test
  void whatIsNoPictureIsRefusedInWords() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      TestPerson ben = cast.member("Ben");
      for (byte[] bytes :
          new byte[][] {
            "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8),
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0, 0},
            {0, 0, 0}
          }) {
        TestSteps.refused(ErrorCode.INVALID, () -> set(cast, ben, bytes));
      }
      hidden(cast, ben, ben.account());
    }
  }
}
