package io.drawbridge.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.frame.ErrorFrame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadFrameTest {

  private static final String C = "c_0000000000001";

  private final FrameCodec codec = new FrameCodec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // What is missing, null or of the wrong type.
        "'conversation':'C'|command.pos: absent (expected: an integer)",
        "'conversation':'C','pos':null|command.pos: null (expected: an integer)",
        "'pos':1|command.conversation: absent (expected: a conversation id, c_…)",
        "'conversation':null,'pos':1|command.conversation: null (expected: a conversation id, c_…)",
        "'conversation':'C','pos':'1'|command.pos: of the wrong type (expected: an integer)",
        "'conversation':'C','pos':true|command.pos: of the wrong type (expected: an integer)",
        "'conversation':'C','pos':1.0|command.pos: of the wrong form (expected: an integer)",
        "'conversation':'C','pos':[1]|command.pos: of the wrong type (expected: an integer)",
        "'conversation':7,'pos':1|command.conversation: of the wrong type (expected: a conversation"
            + " id, c_…)",
        "'conversation':{},'pos':1|command.conversation: of the wrong type (expected: a"
            + " conversation id, c_…)",
        // What is out of range.
        "'conversation':'C','pos':-1|command.pos: -1 (expected: >= 0)",
        "'conversation':'C','pos':9007199254740992|command.pos: 9007199254740992 (expected: 0 to"
            + " 9007199254740991)",
        "'conversation':'C','pos':9223372036854775808|command.pos: out of range (expected: an"
            + " integer)",
        "'conversation':'a_0000000000001','pos':1|command.conversation: \"a_0000000000001\""
            + " (expected: c_ and 13 characters of 0-9 a-z without i l o u)",
        // Unknown fields (Leak19).
        "'conversation':'C','pos':1,'extra':{'a':1}|command.extra: unknown (expected: no such"
            + " field)",
      })
  void aBadFieldIsNamedWithWhatWasExpected(String fields, String message) {
    ProtocolException refused = refuse(command("marker.read", fields));
    assertThat(refused).hasMessage(message);
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refused.frameId()).contains(7L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|empty (expected: one JSON object)",
        "hello|not JSON at byte 0 (expected: one JSON object in UTF-8)",
        "null|null (expected: a frame with id and command)",
        "[]|of the wrong type (expected: an object)",
        "7|of the wrong type (expected: an object)",
        "{'id':7}|command: absent (expected: an object)",
        "{'id':7,'command':null}|command: null (expected: an object)",
        "{'id':7,'command':{'type':'inbox.list'}} {}|more after the end of the object (expected:"
            + " one JSON object)",
        "{'id':7,'command':{'type':'inbox.list'}} x|not JSON at byte 41 (expected: one JSON object"
            + " in UTF-8)",
        "{'command':{'type':'inbox.list'}}|id: absent (expected: an integer)",
        "{'id':0,'command':{'type':'inbox.list'}}|id: 0 (expected: 1 to 9007199254740991)",
        "{'id':9007199254740992,'command':{'type':'inbox.list'}}|id: 9007199254740992 (expected: 1"
            + " to 9007199254740991)",
        "{'id':'7','command':{'type':'inbox.list'}}|id: of the wrong type (expected: an integer)",
        "{'id':NaN,'command':{'type':'inbox.list'}}|not JSON at byte 9 (expected: one JSON object"
            + " in UTF-8)",
        "{'id':7,'command':{'type':'inbox.list'},'x':1}|x: unknown (expected: no such field)",
      })
  void whatIsNoFrameIsABadFrame(String frame, String message) {
    ProtocolException refused = refuse(frame.replace('\'', '"'));
    assertThat(refused.getMessage()).isEqualTo(message);
    assertThat(refused.code()).isEqualTo(ErrorCode.BAD_FRAME);
  }

  @Test
  void theSameKeyTwiceIsABadFrame() {
    // Leak176: of two equal keys one reader takes the first and another the last.
    for (String frame :
        new String[] {
          "{'id':7,'id':8,'command':{'type':'inbox.list'}}",
          command("marker.read", "'conversation':'C','pos':1,'pos':2"),
          command("marker.read", "'conversation':'C','type':'inbox.list','pos':2"),
          "{'id':7,'command':{'pos':2,'pos':1,'conversation':'C','type':'marker.read'}}",
        }) {
      ProtocolException refused = refuse(frame.replace('\'', '"'));
      assertThat(refused.code()).isEqualTo(ErrorCode.BAD_FRAME);
      assertThat(refused.getMessage()).contains("the same key twice", "(expected: each key once)");
    }
  }

  @Test
  void anUnknownCommandIsSaidToBeUnknownAndAnswersItsRequest() {
    ProtocolException refused = refuse(command("message.shout", "'text':'x'"));
    assertThat(refused)
        .hasMessage("command.type: \"message.shout\" (expected: the type of a command)");
    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_COMMAND);
    assertThat(ErrorFrame.of(refused).id()).contains(7L);
    assertThat(refuse("{\"id\":7,\"command\":{}}").getMessage())
        .isEqualTo("command.type: absent (expected: a string)");
    ProtocolException http = refuseBody("message.shout", "{}");
    assertThat(http.code()).isEqualTo(ErrorCode.UNKNOWN_COMMAND);
  }

  @Test
  void theIdIsFoundBeforeAndAfterABadCommandButNotBehindBrokenJson() {
    assertThat(refuse("{\"command\":{\"type\":\"x\"},\"id\":9}").frameId()).contains(9L);
    assertThat(refuse("{\"id\":9,\"command\":{\"type\":").frameId()).contains(9L);
    assertThat(refuse("{\"command\":{]},\"id\":9}").frameId()).isEmpty();
    assertThat(refuse("{\"command\":{\"id\":9}}").frameId()).isEmpty();
  }

  @Test
  void aFrameIsMeasuredBeforeItIsRead() {
    byte[] large = new byte[Limits.FRAME_BYTES_MAX + 1];
    ProtocolException refused =
        catchThrowableOfType(ProtocolException.class, () -> codec.decodeClientFrame(large));
    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(refuseBody("inbox.list", " ".repeat(65_537)).code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(refuse("ü".repeat(40_000)).code()).isEqualTo(ErrorCode.TOO_LARGE);
  }

  @Test
  void aTextIsMeasuredInBytes() {
    String fits = "ü".repeat(Limits.TEXT_BYTES_MAX / 2);
    assertThat(codec.decodeClientFrame(send(fits)).id()).isEqualTo(7);
    ProtocolException refused = refuse(send(fits + "u"));
    assertThat(refused)
        .hasMessage("command.text: more than allowed (expected: at most 16384 bytes of UTF-8)");
    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud83d", "\\ude00", "\\ude00\\ud83d", "a\\u0000b", "\\u0007", "", " \\n"})
  void aTextOfHalfSurrogatesControlsOrNothingIsRefused(String text) {
    assertThat(refuse(send(text)).field()).isEqualTo("command.text");
    assertThat(codec.decodeClientFrame(send("two\\nlines\\t\\ud83d\\ude00")).id()).isEqualTo(7);
  }

  @Test
  void halfSurrogatesAndBadUtf8OutsideOfEscapesAreRefused() {
    assertThat(refuse(send("\ud83d")).code()).isEqualTo(ErrorCode.BAD_FRAME);
    byte[] surrogateInUtf8 = send("???").getBytes(StandardCharsets.ISO_8859_1);
    byte[] overlong = surrogateInUtf8.clone();
    int at = send("???").indexOf("???");
    for (int i = 0; i < 3; i++) {
      surrogateInUtf8[at + i] = (byte) new int[] {0xed, 0xa0, 0x80}[i];
      overlong[at + i] = (byte) new int[] {'a', 0xc0, 0xaf}[i];
    }
    for (byte[] frame : new byte[][] {surrogateInUtf8, overlong}) {
      ProtocolException refused =
          catchThrowableOfType(ProtocolException.class, () -> codec.decodeClientFrame(frame));
      assertThat(refused).hasMessage("not UTF-8 (expected: JSON in UTF-8)");
      assertThat(refused.code()).isEqualTo(ErrorCode.BAD_FRAME);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb", "a\\u0000", "a\\u202eb", " ", "\\u200b", "\\u2028x", "\\u007f"})
  void aNameIsOneVisibleLine(String name) {
    ProtocolException refused =
        refuse(command("account.update", "'client_id':'1','name':'" + name + "'"));
    assertThat(refused.field()).isEqualTo("command.name");
  }

  @Test
  void deepNestingIsRefusedWithoutFailing() {
    String deep = "[".repeat(30_000);
    assertThat(refuse("{\"id\":7,\"command\":" + deep).code()).isEqualTo(ErrorCode.BAD_FRAME);
    assertThat(refuse("{\"id\":7,\"x\":" + deep).frameId()).contains(7L);
    String digits = "{\"id\":7,\"command\":{\"type\":\"marker.read\",\"pos\":" + "9".repeat(500);
    assertThat(refuse(digits + "}}").code()).isEqualTo(ErrorCode.BAD_FRAME);
  }

  @Test
  void exactlyOneOfTheAlternativesIsTaken() {
    String rest = "'client_id':'1','conversation':'C'";
    assertThat(refuse(command("member.add", rest)))
        .hasMessage("command.person, email, group: 0 given (expected: exactly one)");
    assertThat(
            refuse(command("member.add", rest + ",'email':'a@b.c','person':'a_0000000000001'"))
                .code())
        .isEqualTo(ErrorCode.INVALID);
    assertThat(refuse(command("member.remove", rest + ",'all_paths':false")))
        .hasMessage("command.person, group, invitation: 0 given (expected: exactly one)");
    assertThat(refuse(command("message.history", "'conversation':'C','before':1,'after':2")))
        .hasMessage("command.before, after, around: 2 given (expected: at most one)");
  }

  @Test
  void elementsOfArraysAreNamedByTheirIndex() {
    String rest = "'client_id':'1','subject':'s','groups':[],'people':";
    assertThat(refuse(command("thread.create", rest + "['a_0000000000001','nobody']")).field())
        .isEqualTo("command.people[1]");
    assertThat(refuse(command("thread.create", rest + "[null]")).field())
        .isEqualTo("command.people[0]");
    assertThat(refuse(command("thread.create", rest + "''")))
        .hasMessage("command.people: of the wrong type (expected: an array)");
    assertThat(refuse(command("thread.create", rest + "{}")))
        .hasMessage("command.people: of the wrong type (expected: an array)");
    assertThat(
            refuse(
                    command(
                        "session.resume", "'since':'x','cursors':[{'conversation':'C','pos':-4}]"))
                .getMessage())
        .isEqualTo("command.cursors[0].pos: -4 (expected: >= 0)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'public'", "0", "'0'", "''", "true", "'OPEN'"})
  void anEnumIsTakenByItsWireNameOnly(String visibility) {
    ProtocolException refused =
        refuse(
            command(
                "group.create",
                "'client_id':'1','workspace':'w_0000000000001','name':'n','people':[],'visibility':"
                    + visibility));
    assertThat(refused.field()).isEqualTo("command.visibility");
    assertThat(refused.getMessage()).endsWith("(expected: one of open, private, secret)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1767225600", "'2026-01-01'", "'2026-01-01T00:00:00+01:00'", "''", "1.5"})
  void aTimeIsIsoTextInUtc(String until) {
    ProtocolException refused =
        refuse(
            command(
                "member.add",
                "'client_id':'1','conversation':'C','email':'a@b.c','until':" + until));
    assertThat(refused.field()).isEqualTo("command.until");
    assertThat(refused.getMessage()).endsWith("(expected: a time like 2026-01-31T12:00:00Z)");
  }

  @Test
  void aKindOfHistoryThatIsUnknownIsInvalid() {
    ProtocolException refused =
        refuse(
            command(
                "member.add",
                "'client_id':'1','conversation':'C','email':'a@b.c','history':{'type':'some'}"));
    assertThat(refused).hasMessage("command.history.type: \"some\" (expected: a known type)");
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
  }

  /** Issue 8.28. */
  @Test
  void whatIsNoPlainUtf8IsRefused() {
    for (String body : new String[] {"\ufeff{}", "\0{\0}", "{\0}\0"}) {
      assertThat(refuseBody("account.me", body).code()).isEqualTo(ErrorCode.BAD_FRAME);
      assertThat(refuse(body).code()).isEqualTo(ErrorCode.BAD_FRAME);
    }
  }

  @Test
  void fieldThatHasNothingToSayIsLeftOut() {
    assertThat(refuseBody("inbox.list", "{\"limit\":null}").getMessage())
        .startsWith("limit: null (expected: ");
    assertThat(refuseBody("account.me", "null").code()).isEqualTo(ErrorCode.BAD_FRAME);
  }

  @Test
  void aBodyHoldsOneCommandOfItsPathAndNoOther() {
    assertThat(refuseBody("marker.read", "").code()).isEqualTo(ErrorCode.BAD_FRAME);
    assertThat(refuseBody("marker.read", "null").code()).isEqualTo(ErrorCode.BAD_FRAME);
    assertThat(refuseBody("marker.read", "[]").code()).isEqualTo(ErrorCode.BAD_FRAME);
    assertThat(refuseBody("marker.read", "{\"conversation\":\"" + C + "\",\"pos\":-1}"))
        .hasMessage("pos: -1 (expected: >= 0)");
    assertThat(refuseBody("inbox.mentions", "{\"type\":\"message.delete\",\"conversation\":\"x\"}"))
        .isNotNull();
  }

  @Test
  void neitherSecretsNorClassNamesAreEchoedAndEchoesAreShort() {
    String secret = "Tr0ub4dor-and-3";
    for (String frame :
        new String[] {
          command("session.start", "'access_token':['" + secret + "']"),
          command("session.start", "'access_token':{'" + secret + "':1}"),
          command("session.start", "'access_token':'" + secret + " '"),
          command("account.sign_in", "'password':'" + secret + "','email':'x','device':7"),
          command("account.sign_in", "'password':'" + secret + "\\u0000','email':'x','device':'d'"),
          "{\"id\":7,\"command\":{\"type\":\"session.start\",\"access_token\":" + secret,
        }) {
      ProtocolException refused = refuse(frame);
      assertThat(refused.getMessage())
          .doesNotContain(secret, "Tr0ub", "drawbridge", "jackson", "java.", "Secret");
      assertThat(refused.getCause()).isNull();
    }
    ProtocolException refused = refuse(command("x".repeat(9_000), "'a':1"));
    assertThat(refused.getMessage()).hasSizeLessThan(200);
    assertThat(refuse(command("inbox.list", "'" + "k".repeat(90) + "':1")).getMessage())
        .hasSizeLessThan(120);
  }

  private ProtocolException refuse(String frame) {
    return catchThrowableOfType(ProtocolException.class, () -> codec.decodeClientFrame(frame));
  }

  private ProtocolException refuseBody(String type, String body) {
    return catchThrowableOfType(
        ProtocolException.class,
        () -> codec.decodeCommand(type, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String send(String text) {
    return command("message.send", "'client_id':'1','conversation':'C','text':'" + text + "'");
  }

  private static String command(String type, String fields) {
    String frame = "{'id':7,'command':{'type':'" + type + "'," + fields + "}}";
    return frame.replace('\'', '"').replace("\"C\"", "\"" + C + "\"");
  }
}
