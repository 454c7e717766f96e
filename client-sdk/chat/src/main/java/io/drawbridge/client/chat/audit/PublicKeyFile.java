package io.drawbridge.client.chat.audit;

import io.drawbridge.protocol.audit.AuditSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;

/** A public key as a PEM file has it. */
final class PublicKeyFile {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private PublicKeyFile() {}

  static PublicKey read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      if (text.startsWith(BEGIN) && text.endsWith(END)) {
        String inside = text.substring(BEGIN.length(), text.length() - END.length());
        return AuditSignature.publicKey(Base64.getMimeDecoder().decode(inside));
      }
    } catch (IllegalArgumentException e) {
      throw refused(file);
    }
    throw refused(file);
  }

  static String text(byte[] x509) {
    return "%s\n%s\n%s".formatted(BEGIN, Base64.getEncoder().encodeToString(x509), END);
  }

  private static IOException refused(Path file) {
    return new IOException("%s: no key (expected: one Ed25519 public key as PEM)".formatted(file));
  }
}
