package io.drawbridge.server.file;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static io.drawbridge.server.file.TestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.MessageResult.Files;
import io.drawbridge.protocol.result.MessageResult.Upload;
import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go up, belong to one message, and are seen by whom that is seen (G-18). */
final class FileWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");
  private static final TestPerson BEN = TestSteps.member(SERVER, OWNER, "Ben");
  private static final TestFiles FILES = new TestFiles(SERVER.url());

  private ConversationId thread = new ConversationId(1);

  @BeforeEach
  void thread() {
    thread = TestSteps.thread(OWNER, "Files", BEN.account());
  }

  /** HCL-17, HCL-23: what somebody shares is read by who sees the message, byte for byte. */
  @ParameterizedTest
  @EnumSource
  void fileIsReadByWhoSeesItsMessage(Door door) throws Exception {
    byte[] bytes = new byte[1_000_000];
    new Random(7).nextBytes(bytes);
    FileId file;
    try (Door.Entered owner = door.enter(OWNER)) {
      file = TestFiles.begin(owner, thread, "plan.bin", bytes.length).file();
      assertThat(FILES.put(OWNER, file, 0, bytes).statusCode()).isEqualTo(200);
      TestFiles.send(owner, thread, "the plan", file);
    }
    HttpResponse<byte[]> read = FILES.get(BEN, file);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(bytes);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(TestFiles.newest(BEN, thread).files())
        .containsExactly(
            new FileView(file, "plan.bin", bytes.length, "application/octet-stream", hash, 1));
    TestPerson stranger = TestSteps.member(SERVER, OWNER, "S" + door.name().charAt(0));
    assertThat(FILES.get(stranger, file).statusCode()).isEqualTo(404);
    assertThat(FILES.get(stranger, file).body())
        .isEqualTo(FILES.get(stranger, new FileId(file.value() - 1)).body());
  }

  /** The type comes from the content; a page is saved and not shown, a picture is shown. */
  @Test
  void typeIsThatOfTheContent() {
    FileId page =
        FILES.share(
            OWNER, thread, "cat.png", text("<!DOCTYPE html><html><script>1</script></html>"));
    FileId picture = FILES.share(OWNER, thread, "page.html", TestFiles.PNG);
    HttpResponse<byte[]> html = FILES.get(BEN, page);
    assertThat(html.headers().firstValue("content-type")).hasValue("text/html");
    assertThat(html.headers().firstValue("content-disposition").orElse(""))
        .startsWith("attachment; filename=\"cat.png\"");
    assertThat(html.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(html.headers().firstValue("content-security-policy").orElse("")).contains("sandbox");
    HttpResponse<byte[]> png = FILES.get(BEN, picture);
    assertThat(png.headers().firstValue("content-type")).hasValue("image/png");
    assertThat(png.headers().firstValue("content-disposition").orElse("")).startsWith("inline");
  }

  /** An upload that was cut goes on where it stopped, and is the same as one that was not. */
  @Test
  void uploadGoesOnAfterACut() throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(8).nextBytes(bytes);
    FileId file = TestFiles.begin(OWNER, thread, "a.bin", bytes.length).file();
    HttpResponse<byte[]> first = FILES.put(OWNER, file, 0, Arrays.copyOf(bytes, 100_001));
    assertThat(TestFiles.read(first).received()).isEqualTo(100_001);
    refused(ErrorCode.NOT_FOUND, () -> TestFiles.send(OWNER, thread, "too early", file));
    assertThat(FILES.put(OWNER, file, 0, bytes).statusCode()).isEqualTo(409);
    Upload at = OWNER.call(new MessageCommand.ShowUpload(file));
    assertThat(at.received()).isEqualTo(100_001);
    byte[] rest = Arrays.copyOfRange(bytes, 100_001, bytes.length);
    // In chunks, without a length.
    HttpResponse<byte[]> second =
        FILES.send(
            FILES
                .request(OWNER, "/v1/files/" + file + "?offset=100001")
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(rest))));
    assertThat(TestFiles.read(second).received()).isEqualTo(bytes.length);
    TestFiles.send(OWNER, thread, "whole", file);
    assertThat(FILES.get(BEN, file).body()).isEqualTo(bytes);
    assertThat(TestFiles.newest(BEN, thread).files().getFirst().sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void partsAndTagsAreAnsweredAsAsked() {
    FileId file = FILES.share(OWNER, thread, "ten.txt", text("0123456789"));
    HttpResponse<byte[]> part = FILES.get(BEN, file, "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(text("234"));
    assertThat(part.headers().firstValue("content-range")).hasValue("bytes 2-4/10");
    assertThat(FILES.get(BEN, file, "Range", "bytes=-3").body()).isEqualTo(text("789"));
    assertThat(FILES.get(BEN, file, "Range", "bytes=8-").body()).isEqualTo(text("89"));
    assertThat(FILES.get(BEN, file, "Range", "bytes=10-").statusCode()).isEqualTo(416);
    String tag = part.headers().firstValue("etag").orElseThrow();
    assertThat(FILES.get(BEN, file, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(FILES.get(BEN, file, "Range", "bytes=2-4", "If-Range", "\"other\"").body())
        .hasSize(10);
    HttpResponse<byte[]> head =
        FILES.send(FILES.request(BEN, "/v1/files/" + file).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-length")).hasValue("10");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void emptyFileIsAFile() {
    FileId file = FILES.share(OWNER, thread, "empty.txt", new byte[0]);
    HttpResponse<byte[]> read = FILES.get(BEN, file);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEmpty();
  }

  /** An upload is its owner's alone until a message carries it. */
  @Test
  void uploadIsItsOwners() {
    FileId file = FILES.upload(OWNER, thread, "mine.txt", text("mine"));
    assertThat(FILES.get(OWNER, file).statusCode()).isEqualTo(404);
    assertThat(FILES.get(BEN, file).statusCode()).isEqualTo(404);
    assertThat(FILES.put(BEN, file, 4, new byte[0]).statusCode()).isEqualTo(404);
    refused(ErrorCode.NOT_FOUND, () -> BEN.call(new MessageCommand.ShowUpload(file)));
    refused(ErrorCode.NOT_FOUND, () -> BEN.call(new MessageCommand.CancelUpload(file)));
    OWNER.call(new MessageCommand.CancelUpload(file));
    refused(ErrorCode.NOT_FOUND, () -> TestFiles.send(OWNER, thread, "gone", file));
  }

  /** Leak57: nobody sends what another has uploaded, nor the same twice, nor elsewhere. */
  @Test
  void leak57ForeignFileIsAbsent() {
    FileId file = FILES.upload(OWNER, thread, "a.txt", text("a"));
    ConversationId other = TestSteps.thread(OWNER, "Other", BEN.account());
    refused(ErrorCode.NOT_FOUND, () -> TestFiles.send(BEN, thread, "taken", file));
    refused(ErrorCode.NOT_FOUND, () -> TestFiles.send(OWNER, other, "elsewhere", file));
    TestFiles.send(OWNER, thread, "once", file);
    refused(ErrorCode.NOT_FOUND, () -> TestFiles.send(OWNER, thread, "twice", file));
    Message theirs = TestFiles.newest(BEN, thread);
    FileId newer = FILES.upload(BEN, thread, "b.txt", text("b"));
    refused(ErrorCode.NOT_ALLOWED, () -> replace(BEN, theirs, file, newer));
    refused(ErrorCode.NOT_ALLOWED, () -> remove(BEN, theirs, file));
  }

  /** Leak58: who may no longer see the message reads its file no more, nor its versions. */
  @Test
  void leak58FileIsAsItsMessage() {
    TestPerson external = TestSteps.external(SERVER, OWNER, thread, "Xenia58");
    FileId before = FILES.share(OWNER, thread, "a.txt", text("a"));
    assertThat(FILES.get(external, before).statusCode()).isEqualTo(200);
    ConversationId hidden = TestSteps.thread(OWNER, "Hidden", BEN.account());
    FileId secret = FILES.share(OWNER, hidden, "b.txt", text("b"));
    assertThat(FILES.get(external, secret).statusCode()).isEqualTo(404);
    refused(ErrorCode.NOT_FOUND, () -> external.call(new MessageCommand.ListVersions(secret)));
    TestSteps.remove(OWNER, thread, external.account());
    assertThat(FILES.get(external, before).statusCode()).isEqualTo(404);
    refused(ErrorCode.NOT_FOUND, () -> external.call(new MessageCommand.ListVersions(before)));
    refused(ErrorCode.NOT_FOUND, () -> list(external));
    assertThat(shared(external)).isEmpty();
  }

  /** Leak60, HCL-23: uploading takes the right to post there, and the policy's for externals. */
  @Test
  void leak60UploadTakesTheRightToPost() {
    TestPerson external = TestSteps.external(SERVER, OWNER, thread, "Xenia60");
    FileId theirs = FILES.share(external, thread, "ours.txt", text("ours"));
    assertThat(FILES.get(BEN, theirs).body()).isEqualTo(text("ours"));
    FileId early = FILES.upload(external, thread, "early.txt", text("early"));
    OWNER.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_UPLOAD, false)));
    refused(ErrorCode.NOT_ALLOWED, () -> TestFiles.begin(external, thread, "no.txt", 1));
    refused(ErrorCode.NOT_ALLOWED, () -> TestFiles.send(external, thread, "late", early));
    ConversationId hidden = TestSteps.thread(OWNER, "Hidden", BEN.account());
    refused(ErrorCode.NOT_FOUND, () -> TestFiles.begin(external, hidden, "no.txt", 1));
    OWNER.call(Setting.back(thread, PolicyKey.EXTERNAL_UPLOAD));
    TestFiles.send(external, thread, "now", early);
  }

  /** Leak64: a name is never a path, and never looks like another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "..",
        ".",
        "a/b",
        "a\\b",
        "C:evil",
        "",
        " ",
        " a",
        "a\nb",
        "a\u0000b",
        "a\u202egnp.exe",
        "a\u200bb"
      })
  void leak64NameIsNoPath(String name) {
    assertThatThrownBy(() -> new MessageCommand.BeginUpload("id", thread, name, 1))
        .isInstanceOf(ProtocolException.class);
  }

  /** HCL-18, HCL-24, HCL-32, HCL-43: a newer version, by its owner alone, told to who looks on. */
  @Test
  void ownFileIsReplacedAndItsVersionsAreKept() {
    FileId file = FILES.share(OWNER, thread, "v1.txt", text("one"));
    Message message = TestFiles.newest(OWNER, thread);
    try (TestClient ben = BEN.connect()) {
      ben.call(new InterestCommand.Open(thread, Optional.empty()));
      FileId newer = FILES.upload(OWNER, thread, "v2.txt", text("two"));
      replace(OWNER, message, file, newer);
      LogEvent.MessageFiles told = ben.await(LogEvent.MessageFiles.class);
      assertThat(told.target()).isEqualTo(message.pos());
      assertThat(told.files()).extracting(FileView::version).containsExactly(2);
      assertThat(told.files()).extracting(FileView::file).containsExactly(file);
      refused(ErrorCode.NOT_FOUND, () -> TestFiles.send(OWNER, thread, "again", newer));
    }
    assertThat(FILES.get(BEN, file).body()).isEqualTo(text("two"));
    assertThat(FILES.get(BEN, "/v1/files/" + file + "?version=1").body()).isEqualTo(text("one"));
    assertThat(FILES.get(BEN, "/v1/files/" + file + "?version=3").statusCode()).isEqualTo(404);
    assertThat(BEN.call(new MessageCommand.ListVersions(file)).versions())
        .satisfiesExactly(
            two -> {
              assertThat(two.name()).isEqualTo("v2.txt");
              assertThat(two.note()).hasValue("why");
              assertThat(two.by().id()).isEqualTo(OWNER.account());
            },
            one -> assertThat(one.version()).isEqualTo(1));
  }

  /** Deleting a message, or taking a file from it, takes the file from everybody. */
  @Test
  void deletedFileIsGone() {
    FileId first = FILES.upload(OWNER, thread, "a.txt", text("a"));
    FileId second = FILES.upload(OWNER, thread, "b.txt", text("b"));
    long pos = TestFiles.send(OWNER, thread, "two", first, second).pos();
    remove(OWNER, TestFiles.newest(OWNER, thread), first);
    assertThat(FILES.get(OWNER, first).statusCode()).isEqualTo(404);
    assertThat(TestFiles.newest(BEN, thread).files())
        .extracting(FileView::file)
        .containsExactly(second);
    OWNER.call(new MessageCommand.Delete(clientId(), thread, pos));
    assertThat(FILES.get(OWNER, second).statusCode()).isEqualTo(404);
    assertThat(TestFiles.newest(BEN, thread).files()).isEmpty();
  }

  /** A message may be its files alone; it has to be something. */
  @ParameterizedTest
  @EnumSource
  void filesNeedNoText(Door door) {
    FileId file = FILES.upload(OWNER, thread, "alone.txt", text("a"));
    try (Door.Entered owner = door.enter(OWNER)) {
      TestFiles.send(owner, thread, "", file);
      Message sent = TestFiles.newest(owner, thread);
      assertThat(sent.text()).hasValue("");
      assertThat(
              owner
                  .call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))
                  .entries()
                  .getFirst()
                  .preview())
          .hasValue("alone.txt");
      refused(ErrorCode.CONFLICT, () -> remove(OWNER, sent, file));
      owner.call(new MessageCommand.Delete(clientId(), thread, sent.pos()));
    }
    assertThat(TestFiles.newest(BEN, thread).text()).isEmpty();
    assertThatThrownBy(() ->
            new MessageCommand.Send(
                clientId(), thread, "", Optional.empty(), Optional.empty(), Optional.empty()))
        .isInstanceOf(ProtocolException.class);
  }

  /** A message is found by the names of its files, as they are now. */
  @Test
  void messagesAreFoundByTheNamesOfTheirFiles() {
    FileId file = FILES.share(OWNER, thread, "Quokka-plan.pdf", text("a"));
    Message message = TestFiles.newest(OWNER, thread);
    assertThat(found("quokka")).containsExactly(message.pos());
    assertThat(found("\"pdf quokka\"")).isEmpty();
    OWNER.call(new MessageCommand.Edit(clientId(), thread, message.pos(), "edited"));
    assertThat(found("quokka edited")).containsExactly(message.pos());
    long told = TestSteps.send(OWNER, thread, "the quokka itself").pos();
    assertThat(found("quokka", SearchOrder.BEST)).containsExactly(told, message.pos());
    replace(OWNER, message, file, FILES.upload(OWNER, thread, "numbat.pdf", text("b")));
    assertThat(found("quokka")).containsExactly(told);
    assertThat(found("numbat edited")).containsExactly(message.pos());
    remove(OWNER, message, file);
    assertThat(found("numbat")).isEmpty();
    assertThat(found("edited")).containsExactly(message.pos());
  }

  private static List<Long> found(String query) {
    return found(query, SearchOrder.NEWEST);
  }

  private static List<Long> found(String query, SearchOrder order) {
    return BEN
        .call(
            new MessageCommand.Search(
                query, Optional.of(order), Optional.empty(), Optional.empty()))
        .messages()
        .stream()
        .map(hit -> hit.message().pos())
        .toList();
  }

  /** TS-23, HCL-42, HCL-56: the files of a conversation, and those shared with somebody. */
  @Test
  void filesAreListedForWhoSeesThem() {
    FileId old = FILES.share(OWNER, thread, "old.txt", text("old"));
    TestPerson external = TestSteps.external(SERVER, OWNER, thread, "Xenia23");
    FileId shown = FILES.share(OWNER, thread, "new.txt", text("new"));
    FileId own = FILES.share(external, thread, "own.txt", text("own"));
    assertThat(list(BEN)).extracting(it -> it.file().file()).containsExactly(own, shown, old);
    assertThat(list(BEN))
        .extracting(SharedFile::externalVisible)
        .containsExactly(true, true, false);
    assertThat(list(BEN)).extracting(it -> it.by().external()).containsExactly(true, false, false);
    assertThat(list(external)).extracting(it -> it.file().file()).containsExactly(own, shown);
    assertThat(shared(external)).extracting(it -> it.file().file()).containsExactly(shown);
    assertThat(shared(BEN)).extracting(it -> it.file().file()).startsWith(own, shown, old);
    Files page = BEN.call(new MessageCommand.ListFiles(thread, Optional.empty(), Optional.of(1)));
    assertThat(page.moreBefore()).isTrue();
    Files last =
        BEN.call(
            new MessageCommand.ListFiles(
                thread, Optional.of(page.files().getLast().pos()), Optional.of(2)));
    assertThat(last.files()).extracting(it -> it.file().file()).containsExactly(shown, old);
    assertThat(last.moreBefore()).isFalse();
  }

  @Test
  void boundsAreKept() {
    FileId small = TestFiles.begin(OWNER, thread, "small.txt", 2).file();
    assertThat(FILES.put(OWNER, small, 0, text("more")).statusCode()).isEqualTo(413);
    refused(ErrorCode.TOO_LARGE, () -> TestFiles.begin(OWNER, thread, "huge.bin", (1L << 30) + 1));
    List<FileId> many =
        Stream.generate(() -> FILES.upload(OWNER, thread, "x.txt", text("x")))
            .limit(Limits.FILES_PER_MESSAGE_MAX)
            .toList();
    TestFiles.send(OWNER, thread, "ten", many.toArray(FileId[]::new));
    assertThat(TestFiles.newest(BEN, thread).files())
        .extracting(FileView::file)
        .containsExactlyElementsOf(many);
  }

  private static void replace(TestPerson by, Message message, FileId file, FileId newer) {
    by.call(
        new MessageCommand.ReplaceFile(
            clientId(), message.conversation(), message.pos(), file, newer, Optional.of("why")));
  }

  private static void remove(TestPerson by, Message message, FileId file) {
    by.call(new MessageCommand.RemoveFile(clientId(), message.conversation(), message.pos(), file));
  }

  private List<SharedFile> list(TestPerson by) {
    return by.call(new MessageCommand.ListFiles(thread, Optional.empty(), Optional.empty()))
        .files();
  }

  private static List<SharedFile> shared(TestPerson by) {
    return by.call(new MessageCommand.ListSharedFiles(Optional.empty())).files();
  }
}
