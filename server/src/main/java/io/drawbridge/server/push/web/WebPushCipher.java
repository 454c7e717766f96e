package io.drawbridge.server.push.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is pushed to a browser, so that its push service cannot read it: <a
 * href="https://www.rfc-editor.org/rfc/rfc8291">RFC 8291</a>, one record of <a
 * href="https://www.rfc-editor.org/rfc/rfc8188">RFC 8188</a>. Each message has its own key. Pure.
 */
public final class WebPushCipher {
  /** What a push service takes at least, less what this adds. */
  public static final int TEXT_BYTES_MAX = 3_993;

  private static final int RECORD_BYTES = 4_096;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int SECRET_BYTES = 32;

  /** Ends the text of the last record. */
  private static final byte LAST = 2;

  private WebPushCipher() {}

  /** A body in the encoding {@code aes128gcm}, which only this browser reads. */
  public static byte[] encrypt(byte[] text, Browser browser, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    try {
      return encrypt(text, browser, P256.generate(), salt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has what Web Push takes", e);
    }
  }

  /** The same with the key pair and the salt of this message. */
  static byte[] encrypt(byte[] text, Browser browser, KeyPair own, byte[] salt)
      throws GeneralSecurityException {
    if (text.length > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "text: %d bytes (expected: at most %d)".formatted(text.length, TEXT_BYTES_MAX));
    }
    byte[] sender = P256.write((ECPublicKey) own.getPublic());
    byte[] input =
        derive(browser.auth(), shared(browser, own), info(browser, sender), SECRET_BYTES);
    byte[] key = derive(salt, input, ascii("Content-Encoding: aes128gcm\0"), KEY_BYTES);
    byte[] nonce = derive(salt, input, ascii("Content-Encoding: nonce\0"), NONCE_BYTES);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    byte[] padded = Arrays.copyOf(text, text.length + 1);
    padded[text.length] = LAST;
    byte[] sealed = cipher.doFinal(padded);
    return ByteBuffer.allocate(SALT_BYTES + Integer.BYTES + 1 + sender.length + sealed.length)
        .put(salt)
        .putInt(RECORD_BYTES)
        .put((byte) sender.length)
        .put(sender)
        .put(sealed)
        .array();
  }

  private static byte[] shared(Browser browser, KeyPair own) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own.getPrivate());
    agreement.doPhase(browser.key(), true);
    return agreement.generateSecret();
  }

  private static byte[] info(Browser browser, byte[] sender) {
    byte[] title = ascii("WebPush: info\0");
    byte[] receiver = P256.write(browser.key());
    return ByteBuffer.allocate(title.length + receiver.length + sender.length)
        .put(title)
        .put(receiver)
        .put(sender)
        .array();
  }

  private static byte[] derive(byte[] salt, byte[] input, byte[] info, int length)
      throws GeneralSecurityException {
    AlgorithmParameterSpec parameters =
        HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(input).thenExpand(info, length);
    return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
