package io.drawbridge.client.chat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.audit.AccessReceipt;
import io.drawbridge.protocol.audit.AuditExport;
import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.protocol.audit.AuditSignature;
import io.drawbridge.protocol.audit.AuditSigner;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line of the verifier: what it says, and its exit code (N-13). */
final class AuditMainTest {
  private static final String CHAIN = "w_0000000000007";
  private static final String AT = "2026-01-02T03:04:05.000006Z";

  @TempDir private Path folder = Path.of("");

  private record Ran(int code, String out) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = AuditMain.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    return new Ran(line.execute(arguments), out.toString());
  }

  private static AuditSigner signer() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return new AuditSigner(pair.getPrivate(), pair.getPublic().getEncoded());
  }

  private static List<String> export(AuditSigner signer) {
    byte[] hash = AuditHash.genesis(CHAIN);
    Json.Obj genesis = AuditExport.genesis(CHAIN, 1, hash);
    List<Json.Obj> lines = new ArrayList<>(List.of(genesis, AuditExport.key(signer.publicKey())));
    for (long position = 1; position <= 3; position++) {
      Json.Obj record = Json.Obj.EMPTY.with("chain", CHAIN).with("position", position);
      hash = AuditHash.next(hash, CanonicalJson.write(record));
      lines.add(AuditExport.record(record, hash, Json.Obj.EMPTY));
    }
    Json.Obj last = AuditExport.checkpoint(CHAIN, 3, hash, AT);
    lines.add(signer.signed(AuditSignature.Of.CHECKPOINT, last));
    lines.add(signer.signed(AuditSignature.Of.END, AuditExport.end(genesis, 1, 1, last, AT)));
    return new ArrayList<>(lines.stream().map(CanonicalJson::text).toList());
  }

  private String file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines).toString();
  }

  @Test
  void goodAndBadExportsAreTold() throws Exception {
    AuditSigner signer = signer();
    String good = file("good", export(signer));
    Ran ok = run("verify", good);
    assertThat(ok.out())
        .contains(
            "ok: 3 records, 1 checkpoints, last position 3, last checkpoint " + AT,
            "signed by key " + signer.keyId(),
            "compare it, or give --key",
            "--pin 3:");
    assertThat(ok.code()).isZero();
    List<String> dropped = export(signer);
    dropped.remove(3);
    Ran bad = run("verify", file("bad", dropped));
    assertThat(bad.out()).startsWith("bad: record 2 (line 4): record 3 stands here");
    assertThat(bad.code()).isEqualTo(1);
  }

  @Test
  void theKeyOfAnExportIsKeptAndTrustedLater() throws Exception {
    AuditSigner signer = signer();
    String good = file("good", export(signer));
    String key = file("key.pem", run("key", good).out().lines().skip(1).toList());
    Ran ok = run("verify", good, "--key", key);
    assertThat(ok.out()).startsWith("ok:").doesNotContain("--key");
    assertThat(ok.code()).isZero();
    Ran forged = run("verify", file("forged", export(signer())), "--key", key);
    assertThat(forged.out()).startsWith("bad: the end").contains("expected: the one given");
    assertThat(forged.code()).isEqualTo(1);
    assertThat(run("verify", good, "--key", good).out()).contains("no key");
  }

  @Test
  void aReceiptIsCheckedAndHeldAgainstTheLog() throws Exception {
    AuditSigner signer = signer();
    String log = file("log", export(signer));
    String hash = export(signer).get(3).replaceAll("^\\{\"hash\":\"([0-9a-f]+)\".*", "$1");
    AccessReceipt receipt = new AccessReceipt(new AccountId(7), new ConversationId(9), AT, hash);
    String kept = file("kept", List.of(receipt.signed(signer)));
    assertThat(run("verify-receipt", kept, "--log", log).out())
        .contains("ok: access of a_0000000000007 to c_0000000000009 ended at " + AT);
    AccessReceipt other =
        new AccessReceipt(new AccountId(7), new ConversationId(9), AT, "ab".repeat(32));
    Ran foreign = run("verify-receipt", file("other", List.of(other.signed(signer))), "--log", log);
    assertThat(foreign.out()).startsWith("bad: the log");
    assertThat(foreign.code()).isEqualTo(1);
    Ran changed =
        run("verify-receipt", file("changed", List.of(receipt.signed(signer).replace("c_", "w_"))));
    assertThat(changed.out()).startsWith("bad: the signature does not fit");
    assertThat(changed.code()).isEqualTo(1);
  }

  @Test
  void wrongArgumentsAndMissingFilesAreTold() {
    assertThat(run("verify").code()).isEqualTo(2);
    assertThat(run("verify", folder.resolve("nothing").toString()).code()).isEqualTo(1);
    assertThat(run("verify", folder.resolve("nothing").toString(), "--pin", "x").code())
        .isEqualTo(1);
  }
}
