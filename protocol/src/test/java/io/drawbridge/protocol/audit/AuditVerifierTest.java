package io.drawbridge.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical JSON, and who is believed about an export (N-13). */
final class AuditVerifierTest {
  @Test
  void aValueHasOneForm() {
    Json.Obj value =
        Json.Obj.EMPTY
            .with("b", "\u0001\n\"\\é😀")
            .with("a", new Json.Arr(List.of(new Json.Whole(-7), new Json.Bool(true))))
            .with("", Json.Obj.EMPTY);
    String text = "{\"\":{},\"a\":[-7,true],\"b\":\"\\u0001\\n\\\"\\\\é😀\"}";
    assertThat(CanonicalJson.text(value)).isEqualTo(text);
    assertThat(CanonicalJson.read(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " {}",
        "{} ",
        "{\"b\":1,\"a\":2}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,}",
        "[1 ]",
        "01",
        "-0",
        "+1",
        "1.0",
        "1e2",
        "9007199254740992",
        "null",
        "tru",
        "\"\\u0041\"",
        "\"\\/\"",
        "\"\\u000A\"",
        "\"\n\"",
        "\"\\ud800\"",
        "\"a",
        "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]"
      })
  void anotherFormIsRefused(String text) {
    assertThatThrownBy(() -> CanonicalJson.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aByteThatIsNoTextIsRefused() {
    assertThatThrownBy(() -> CanonicalJson.read(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anExportBySomebodyElsesKeyIsNotBelieved() {
    AuditSigner stranger = WrittenExport.signer();
    WrittenExport forged = WrittenExport.of(new Random(1), stranger, stranger(stranger));
    assertThat(WrittenExport.verify(forged.bytes(), Optional.empty()))
        .isInstanceOf(Verdict.Good.class);
    assertThat(
            WrittenExport.verify(
                forged.bytes(),
                Optional.of(AuditSignature.publicKey(WrittenExport.signer().publicKey()))))
        .isInstanceOfSatisfying(
            Verdict.Bad.class, bad -> assertThat(bad.what()).contains("expected: the one given"));
  }

  private static AuditSigner stranger(AuditSigner other) {
    AuditSigner made = WrittenExport.signer();
    assertThat(made.keyId()).isNotEqualTo(other.keyId());
    return made;
  }

  /** Who passes an export on may take the texts out: their hashes stay, and it verifies. */
  @Test
  void textsMayBeTakenOut() {
    WrittenExport export =
        WrittenExport.of(new Random(3), WrittenExport.signer(), WrittenExport.signer());
    int taken = 0;
    for (int line : export.records()) {
      Json.Obj whole = (Json.Obj) CanonicalJson.read(export.lines.get(line));
      taken += whole.object("opened").orElseThrow().fields().size();
      export.lines.set(line, CanonicalJson.write(whole.with("opened", Json.Obj.EMPTY)));
    }
    assertThat(taken).isPositive();
    assertThat(WrittenExport.verify(export.bytes(), Optional.empty()))
        .isInstanceOf(Verdict.Good.class);
  }

  @Test
  void whatIsNoExportIsSaidToBeNone() {
    for (String text : List.of("", "\n", "{}\n", "hello", "{\"type\":\"record\"}\n")) {
      assertThat(WrittenExport.verify(text.getBytes(StandardCharsets.UTF_8), Optional.empty()))
          .isInstanceOfSatisfying(
              Verdict.Bad.class, bad -> assertThat(bad.where()).isEqualTo("the first line"));
    }
  }

  /** Who has the key can write all of it again; not what somebody outside remembers of it. */
  @Test
  void aLogThatWasWrittenAgainDoesNotFitAnEarlierPin() throws IOException {
    AuditSigner old = WrittenExport.signer();
    AuditSigner signer = WrittenExport.signer();
    WrittenExport first = WrittenExport.of(new Random(5), old, signer);
    WrittenExport second = WrittenExport.of(new Random(6), old, signer);
    Verdict.Good before = (Verdict.Good) WrittenExport.verify(first.bytes(), Optional.empty());
    Optional<AuditVerifier.Pin> pin =
        Optional.of(AuditVerifier.Pin.parse(before.position() + ":" + before.hash()));
    assertThat(AuditVerifier.verify(new ByteArrayInputStream(first.bytes()), Optional.empty(), pin))
        .isInstanceOf(Verdict.Good.class);
    assertThat(
            AuditVerifier.verify(new ByteArrayInputStream(second.bytes()), Optional.empty(), pin))
        .isInstanceOfSatisfying(
            Verdict.Bad.class, bad -> assertThat(bad.what()).contains("pinned"));
    assertThatThrownBy(() -> AuditVerifier.Pin.parse("7:abc"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReceiptThatWasChangedAnywhereIsRefused() {
    AuditSigner signer = WrittenExport.signer();
    AccessReceipt receipt =
        new AccessReceipt(
            new AccountId(7),
            new ConversationId(9),
            "2026-01-02T03:04:05.000006Z",
            "ab".repeat(32));
    byte[] line = receipt.signed(signer).getBytes(StandardCharsets.UTF_8);
    Optional<PublicKey> key = Optional.of(AuditSignature.publicKey(signer.publicKey()));
    assertThat(AccessReceipt.verify(line, Optional.empty()).receipt()).isEqualTo(receipt);
    assertThat(AccessReceipt.verify(line, key).signedBy()).isEqualTo(signer.keyId());
    for (int i = 0; i < line.length; i++) {
      byte[] changed = line.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> AccessReceipt.verify(changed, key))
          .as("byte %d", i)
          .isInstanceOfAny(IllegalArgumentException.class, ProtocolException.class);
    }
    AuditSigner other = WrittenExport.signer();
    assertThatThrownBy(() ->
            AccessReceipt.verify(line, Optional.of(AuditSignature.publicKey(other.publicKey()))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A change that was committed and then taken out before it was sealed shows by its epoch. */
  @Test
  void anEpochThatWasNeverSealedIsMissed() {
    assertThat(verify(1, 2, 3)).isInstanceOf(Verdict.Good.class);
    assertThat(verify(1, 3))
        .isInstanceOfSatisfying(
            Verdict.Bad.class,
            bad -> {
              assertThat(bad.where()).isEqualTo("record 2");
              assertThat(bad.what()).contains("epoch 3").contains("expected: 2");
            });
    assertThat(verify(2)).isInstanceOf(Verdict.Bad.class);
  }

  private static Verdict verify(long... epochs) {
    AuditSigner signer = WrittenExport.signer();
    byte[] hash = AuditHash.genesis(WrittenExport.CHAIN);
    Json.Obj genesis = AuditExport.genesis(WrittenExport.CHAIN, 1, hash);
    List<byte[]> lines = new ArrayList<>();
    lines.add(CanonicalJson.write(genesis));
    lines.add(CanonicalJson.write(AuditExport.key(signer.publicKey())));
    for (int i = 0; i < epochs.length; i++) {
      Json.Obj record =
          Json.Obj.EMPTY
              .with("chain", WrittenExport.CHAIN)
              .with("position", i + 1L)
              .with("log", WrittenExport.CHAIN)
              .with("epoch", epochs[i]);
      hash = AuditHash.next(hash, CanonicalJson.write(record));
      lines.add(CanonicalJson.write(AuditExport.record(record, hash, Json.Obj.EMPTY)));
    }
    Json.Obj last =
        AuditExport.checkpoint(WrittenExport.CHAIN, epochs.length, hash, "2026-01-02T03:04:05Z");
    lines.add(
        CanonicalJson.write(
            signer.signed(
                AuditSignature.Of.END, AuditExport.end(genesis, 1, 0, last, "2026-01-02"))));
    return WrittenExport.verify(WrittenExport.bytes(lines), Optional.empty());
  }
}
