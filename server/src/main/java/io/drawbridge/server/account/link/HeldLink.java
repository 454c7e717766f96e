package io.drawbridge.server.account.link;

import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import org.jdbi.v3.core.Handle;

/** A link that somebody has in their hands, and what it does. */
record HeldLink(OneTimeSecret token, OneTimeTokenStore.Link link, LinkUse use) {
  private static final OneTimeTokenStore TOKENS = new OneTimeTokenStore();

  /**
   * Finds it by its token.
   *
   * @throws io.drawbridge.server.failure.Failure {@code link_spent}
   */
  static HeldLink find(Handle handle, LinkUses uses, Secret token) {
    OneTimeSecret secret = new OneTimeSecret(token.value());
    OneTimeTokenStore.Link link = TOKENS.find(handle, secret).orElseThrow(LinkUse::spent);
    return new HeldLink(secret, link, uses.of(link.kind()).orElseThrow(LinkUse::spent));
  }
}
