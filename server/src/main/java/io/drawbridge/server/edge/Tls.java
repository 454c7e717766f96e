package io.drawbridge.server.edge;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;

/** TLS 1.2 and 1.3 of the JDK, with the operator's certificate. */
final class Tls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private Tls() {}

  static SslContext context(EdgeConfig.TlsFiles files) {
    try {
      return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
          .sslProvider(SslProvider.JDK)
          .protocols(VERSIONS)
          .build();
    } catch (SSLException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "tls.certificate, tls.key: %s, %s cannot be used (expected: a PEM certificate chain and its PKCS #8 key)"
              .formatted(files.certificate(), files.key()),
          unusable);
    }
  }
}
