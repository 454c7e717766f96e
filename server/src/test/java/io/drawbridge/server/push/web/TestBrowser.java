package io.drawbridge.server.push.web;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.text.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The browser's side of Web Push: it subscribes, and reads what it is sent. */
public final class TestBrowser {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;
  private final byte[] auth = new byte[16];

  public TestBrowser() {
    try {
      keys = P256.generate();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    new SecureRandom().nextBytes(auth);
  }

  private byte[] point() {
    return P256.write((ECPublicKey) keys.getPublic());
  }

  /** Its subscription at a push service. */
  public PushTarget.Web at(String endpoint) {
    return new PushTarget.Web(
        new Secret(endpoint),
        BASE64.encodeToString(point()),
        new Secret(BASE64.encodeToString(auth)));
  }

  /** The command by which one subscribes that is never called. */
  public static SessionCommand.SubscribePush subscribing(String clientId) {
    return new SessionCommand.SubscribePush(
        clientId,
        new TestBrowser().at("https://push.example.org/" + clientId),
        "phone",
        Optional.empty());
  }

  /** Reads a body as RFC 8291 says, in steps of its own: HKDF by HMAC. */
  public String read(byte[] body) {
    try {
      ByteBuffer in = ByteBuffer.wrap(body);
      byte[] salt = take(in, 16);
      int record = in.getInt();
      byte[] sender = take(in, in.get());
      byte[] sealed = take(in, in.remaining());
      if (sealed.length > record) {
        throw new AssertionError("more than one record");
      }
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(keys.getPrivate());
      agreement.doPhase(P256.read(sender).orElseThrow(), true);
      byte[] info = concat("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), point(), sender);
      byte[] input = expand(hmac(auth, agreement.generateSecret()), info);
      byte[] start = hmac(salt, input);
      byte[] key = Arrays.copyOf(expand(start, ascii("Content-Encoding: aes128gcm\0")), 16);
      byte[] nonce = Arrays.copyOf(expand(start, ascii("Content-Encoding: nonce\0")), 12);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      byte[] padded = cipher.doFinal(sealed);
      if (padded[padded.length - 1] != 2) {
        throw new AssertionError("not the last record");
      }
      return new String(padded, 0, padded.length - 1, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] take(ByteBuffer in, int bytes) {
    byte[] taken = new byte[bytes];
    in.get(taken);
    return taken;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  /** The step of HKDF that expands, to at most 32 bytes. */
  private static byte[] expand(byte[] key, byte[] info) throws GeneralSecurityException {
    return hmac(key, concat(info, new byte[] {1}));
  }

  /** The step of HKDF that extracts. */
  private static byte[] hmac(byte[] key, byte[] of) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(of);
  }
}
