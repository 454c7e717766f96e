package io.drawbridge.server.push.web;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.platform.PurposeKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the installation's key for push services: made once, by whichever node needs it first, and
 * kept in the database, its private part sealed by a key of the installation. If that has changed
 * there is another key from then on, and the browsers of before, which take nothing by it, are
 * forgotten. Thread-safe.
 */
public final class VapidKeys {
  private static final Logger LOG = LoggerFactory.getLogger(VapidKeys.class);
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Database database;
  private final SecureRandom random;
  private final SecretKeySpec seal;
  private final VapidKeyStore store = new VapidKeyStore();
  private volatile Optional<VapidKey> known = Optional.empty();

  /** {@code key} is of the installation. */
  public VapidKeys(Database database, SecureRandom random, byte[] key) {
    this.database = database;
    this.random = random;
    this.seal = new SecretKeySpec(new PurposeKey(key, "drawbridge push key").code("seal"), "AES");
  }

  /** The key; blocks the first time. */
  public VapidKey key() {
    Optional<VapidKey> before = known;
    if (before.isPresent()) {
      return before.get();
    }
    VapidKey key = database.write(this::readOrMake);
    known = Optional.of(key);
    return key;
  }

  private VapidKey readOrMake(Handle handle) {
    VapidKeyStore.Stored stored = store.readOrMake(handle, this::fresh);
    return opened(stored)
        .orElseGet(() -> {
          LOG.warn("the key for push services was sealed by another key; there is a new one");
          VapidKeyStore.Stored fresh = fresh();
          store.replace(handle, fresh);
          return opened(fresh).orElseThrow();
        });
  }

  private VapidKeyStore.Stored fresh() {
    VapidKey key = VapidKey.make();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, key.point()).doFinal(key.secret().getEncoded());
      byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
      return new VapidKeyStore.Stored(key.point(), both);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private Optional<VapidKey> opened(VapidKeyStore.Stored stored) {
    try {
      byte[] nonce = Arrays.copyOf(stored.sealed(), NONCE_BYTES);
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, nonce, stored.point())
              .doFinal(stored.sealed(), NONCE_BYTES, stored.sealed().length - NONCE_BYTES);
      return Optional.of(VapidKey.of(stored.point(), secret));
    } catch (GeneralSecurityException notOurs) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] point) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, seal, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(point);
    return cipher;
  }
}
