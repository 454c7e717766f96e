package io.drawbridge.server.file;

import static io.drawbridge.server.TestSteps.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.MessageResult.Files;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files and hits of an external do not exist for another who does not see them (N-15, G-18). */
final class FileApartWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");
  private static final TestFiles FILES = new TestFiles(SERVER.url());
  private static int number;

  private ConversationId thread = new ConversationId(1);
  private TestPerson eve = OWNER;
  private TestPerson gus = OWNER;

  @BeforeEach
  void twoWhoDoNotSeeEachOther() {
    number++;
    thread = TestSteps.thread(OWNER, "Apart");
    OWNER.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false)));
    eve = TestSteps.external(SERVER, OWNER, thread, "Eve" + number);
    gus = TestSteps.external(SERVER, OWNER, thread, "Gus" + number);
  }

  private static List<FileId> listed(Files files) {
    return files.files().stream().map(SharedFile::file).map(it -> it.file()).toList();
  }

  private List<FileId> list(TestPerson reader, int limit) {
    return listed(
        reader.call(new MessageCommand.ListFiles(thread, Optional.empty(), Optional.of(limit))));
  }

  @Test
  void fileOfAnotherExternalIsNotThereByAnyWay() {
    FileId shown = FILES.share(OWNER, thread, "plan.txt", "plan".getBytes(UTF_8));
    FileId hidden = FILES.share(gus, thread, "offer.txt", "offer".getBytes(UTF_8));
    assertThat(list(eve, 1)).containsExactly(shown);
    assertThat(
            eve.call(new MessageCommand.ListFiles(thread, Optional.empty(), Optional.of(1)))
                .moreBefore())
        .isFalse();
    assertThat(listed(eve.call(new MessageCommand.ListSharedFiles(Optional.empty()))))
        .containsExactly(shown);
    refused(ErrorCode.NOT_FOUND, () -> eve.call(new MessageCommand.ListVersions(hidden)));
    assertThat(FILES.get(eve, hidden).statusCode()).isEqualTo(404);
    assertThat(FILES.get(eve, hidden).body())
        .isEqualTo(FILES.get(eve, new FileId(hidden.value() - 1)).body());
    assertThat(FILES.get(gus, hidden).body()).isEqualTo("offer".getBytes(UTF_8));
    assertThat(FILES.get(OWNER, hidden).body()).isEqualTo("offer".getBytes(UTF_8));
    assertThat(list(gus, 5)).containsExactly(hidden, shown);
  }

  @Test
  void searchFindsNothingOfAnotherExternal() {
    String word = "giraffe" + number;
    long said = TestSteps.send(OWNER, thread, word + " said").pos();
    TestSteps.send(gus, thread, word + " from gus");
    gus.call(new MessageCommand.React(TestSteps.clientId(), thread, said, "👍", true));
    assertThat(found(eve, word)).containsExactly(word + " said");
    assertThat(found(gus, word)).containsExactly(word + " from gus", word + " said");
    assertThat(found(OWNER, word)).hasSize(2);
    assertThat(found(eve, word + " has:reaction")).isEmpty();
    assertThat(found(gus, word + " has:reaction")).containsExactly(word + " said");
    assertThat(found(eve, "from:gus in:%s".formatted(thread))).isEmpty();
  }

  private static List<String> found(TestPerson reader, String query) {
    return reader
        .call(
            new MessageCommand.Search(query, Optional.empty(), Optional.empty(), Optional.empty()))
        .messages()
        .stream()
        .map(hit -> hit.message().text().orElseThrow())
        .toList();
  }
}
