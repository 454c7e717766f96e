package io.drawbridge.protocol.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A random export, as a server would write it: line by line, each as bytes without its end. */
final class WrittenExport {
  static final String CHAIN = "w_0000000000007";
  private static final String AT = "2026-01-02T03:04:05.000006Z";

  final List<byte[]> lines = new ArrayList<>();
  private final Random random;
  private final AuditSigner signer;
  private long keys;
  private long checkpoints;

  private WrittenExport(Random random, AuditSigner signer) {
    this.random = random;
    this.signer = signer;
  }

  static AuditSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new AuditSigner(pair.getPrivate(), pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes one.
   *
   * @param old a key that signed the checkpoints before, and vouches for the other
   */
  static WrittenExport of(Random random, AuditSigner old, AuditSigner signer) {
    WrittenExport export = new WrittenExport(random, signer);
    export.write(old);
    return export;
  }

  /** The same, to be damaged. */
  WrittenExport copy() {
    WrittenExport copy = new WrittenExport(random, signer);
    copy.lines.addAll(lines);
    return copy;
  }

  private void write(AuditSigner old) {
    byte[] hash = AuditHash.genesis(CHAIN);
    Json.Obj genesis = AuditExport.genesis(CHAIN, 1, hash);
    add(genesis);
    key(AuditExport.key(old.publicKey()));
    key(
        AuditExport.key(
            signer.publicKey(),
            old.keyId(),
            old.signature(AuditSignature.Of.KEY, AuditExport.keyStatement(signer.publicKey()))));
    int records = 2 + random.nextInt(10);
    long epoch = 0;
    Json.Obj last = AuditExport.checkpoint(CHAIN, 0, hash, AT);
    for (int position = 1; position <= records; position++) {
      boolean own = random.nextBoolean();
      epoch += own ? 1 : 0;
      Json.Obj opened = Json.Obj.EMPTY;
      Json.Obj record = record(position, own ? CHAIN : "a_0000000000009", own ? epoch : 77);
      if (random.nextBoolean()) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        String text = text();
        record = record.with("reason", AuditHash.commitment(salt, text));
        if (random.nextBoolean()) {
          opened = opened.with("reason", AuditExport.opened(salt, text));
        }
      }
      hash = AuditHash.next(hash, CanonicalJson.write(record));
      add(AuditExport.record(record, hash, opened));
      last = AuditExport.checkpoint(CHAIN, position, hash, AT);
      if (position == records || random.nextInt(4) == 0) {
        checkpoints++;
        AuditSigner by = position == records || random.nextBoolean() ? signer : old;
        add(by.signed(AuditSignature.Of.CHECKPOINT, last));
      }
    }
    add(
        signer.signed(
            AuditSignature.Of.END, AuditExport.end(genesis, keys, checkpoints, last, AT)));
  }

  private void key(Json.Obj line) {
    keys++;
    add(line);
  }

  private Json.Obj record(long position, String log, long epoch) {
    List<Json> facts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      facts.add(Json.Obj.EMPTY.with("what", "direct").with("value", text()));
    }
    return Json.Obj.EMPTY
        .with("chain", CHAIN)
        .with("position", position)
        .with("log", log)
        .with("epoch", epoch)
        .with("action", "member.remove")
        .with("narrowing", new Json.Bool(random.nextBoolean()))
        .with("after", new Json.Arr(facts));
  }

  /** Text with all that has to be escaped, and characters of one to four bytes. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "\"\\/".charAt(random.nextInt(3));
            case 2 -> 0x80 + random.nextInt(0x700);
            case 3 -> 0x1f600 + random.nextInt(50);
            default -> 'a' + random.nextInt(26);
          });
    }
    return text.toString();
  }

  private void add(Json.Obj line) {
    lines.add(CanonicalJson.write(line));
  }

  byte[] bytes() {
    return bytes(lines);
  }

  static byte[] bytes(List<byte[]> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      out.writeBytes(line);
      out.write('\n');
    }
    return out.toByteArray();
  }

  /** True if the line, from 0, is a record. */
  boolean isRecord(int line) {
    return CanonicalJson.read(lines.get(line)) instanceof Json.Obj object
        && object.text("type").equals(Optional.of("record"));
  }

  /** The lines, from 0, that are records. */
  List<Integer> records() {
    List<Integer> records = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (isRecord(i)) {
        records.add(i);
      }
    }
    return records;
  }

  static Verdict verify(byte[] export, Optional<PublicKey> trusted) {
    try {
      return AuditVerifier.verify(new ByteArrayInputStream(export), trusted, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
