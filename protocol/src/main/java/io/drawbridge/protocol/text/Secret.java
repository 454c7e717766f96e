package io.drawbridge.protocol.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A password or token: on the wire a text, in logs and messages never.
 *
 * @param value the secret itself
 */
public record Secret(@JsonValue String value) {

  /** Reads a secret. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret {}

  /** Compares without telling by the time it takes how much was right. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
