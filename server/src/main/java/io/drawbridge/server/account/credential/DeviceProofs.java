package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.platform.PurposeKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes and checks the proof that a device has signed in to an account before, so that what
 * strangers do to the account's address does not keep it out. It opens nothing: the device has
 * attempts of its own, no more. A new password makes it worthless. Kept by clients, and stored
 * nowhere here. Thread-safe.
 */
public final class DeviceProofs {
  private static final int CLAIM_BYTES = 3 * Long.BYTES;

  private final PurposeKey key;
  private final SecureRandom random;

  /** A device of an account, as of a version of its credentials. */
  public record Device(AccountId account, long credentials, long number) {}

  public DeviceProofs(byte[] key, SecureRandom random) {
    this.key = new PurposeKey(key, "drawbridge device proof");
    this.random = random;
  }

  /** The proof of a device that has just signed in; {@code before} is what it showed then. */
  public Secret issue(AccountId account, long credentials, Optional<Device> before) {
    long number = before.map(Device::number).orElseGet(random::nextLong);
    byte[] claim =
        ByteBuffer.allocate(CLAIM_BYTES)
            .putLong(account.value())
            .putLong(credentials)
            .putLong(number)
            .array();
    byte[] proof =
        ByteBuffer.allocate(CLAIM_BYTES + PurposeKey.CODE_BYTES)
            .put(claim)
            .put(key.code(claim))
            .array();
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(proof));
  }

  /** The device, if this server made the proof, at any time. */
  public Optional<Device> read(Secret given) {
    byte[] proof;
    try {
      proof = Base64.getUrlDecoder().decode(given.value());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (proof.length != CLAIM_BYTES + PurposeKey.CODE_BYTES) {
      return Optional.empty();
    }
    byte[] claim = Arrays.copyOf(proof, CLAIM_BYTES);
    byte[] code = Arrays.copyOfRange(proof, CLAIM_BYTES, proof.length);
    if (!MessageDigest.isEqual(key.code(claim), code)) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(claim);
    return Optional.of(
        new Device(new AccountId(fields.getLong()), fields.getLong(), fields.getLong()));
  }

  /** The device, if it is one of the account with its present credentials. */
  public Optional<Device> read(Optional<Secret> given, AccountStore.Account account) {
    return given
        .flatMap(this::read)
        .filter(device -> device.account().equals(account.id()))
        .filter(device -> device.credentials() == account.credentials());
  }
}
