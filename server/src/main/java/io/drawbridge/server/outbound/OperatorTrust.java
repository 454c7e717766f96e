package io.drawbridge.server.outbound;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS for servers whose certificate an authority of the operator's choice signed. That it is for
 * the host which was asked for is checked here, whether the library that opens the socket does so
 * or not.
 */
public final class OperatorTrust {
  private OperatorTrust() {}

  /** Trusts these authorities alone; without any, those of the JDK. */
  public static SSLContext of(List<X509Certificate> authorities) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities.isEmpty() ? null : store(authorities));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {named(trust)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot make a trust store of certificates", e);
    }
  }

  private static KeyStore store(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return trusted;
  }

  private static NamedTrust named(TrustManagerFactory trust) {
    for (TrustManager manager : trust.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager of) {
        return new NamedTrust(of);
      }
    }
    throw new IllegalStateException("the JDK has no trust manager that knows the socket");
  }
}
