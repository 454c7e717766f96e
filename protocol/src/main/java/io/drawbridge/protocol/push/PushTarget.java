package io.drawbridge.protocol.push;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;

/** The place where the pushes for a device are sent to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface PushTarget {

  /**
   * A subscription of a browser, as its {@code PushManager} made it with the server's web key.
   *
   * @param endpoint the URL of the push service: https, 1 to 2000 chars
   * @param p256dh the public key of the browser: an uncompressed point of P-256 in base64url, 87
   *     chars
   * @param auth the secret of the browser: 16 bytes in base64url, 22 chars
   */
  @JsonTypeName("web")
  record Web(Secret endpoint, String p256dh, Secret auth) implements PushTarget {

    /** Checks the fields. */
    public Web {
      Check.url("endpoint", endpoint);
      Check.line("p256dh", p256dh, Limits.PUSH_KEY_CHARS_MAX);
      Check.line("auth", auth.value(), Limits.PUSH_KEY_CHARS_MAX);
    }
  }

  /**
   * An app that is reached through the operator's gateway, if there is one.
   *
   * @param token by which the gateway knows the device, 1 to 1000 chars
   */
  @JsonTypeName("gateway")
  record Gateway(Secret token) implements PushTarget {

    /** Checks the field. */
    public Gateway {
      Check.line("token", token.value(), Limits.PUSH_TOKEN_CHARS_MAX);
    }
  }
}
