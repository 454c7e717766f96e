package io.drawbridge.server.doctor;

import io.drawbridge.server.config.ServerConfig.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;

/**
 * Checks whether the server can use certificate and key, and whether the certificate is in force.
 */
final class TlsCheck {
  private TlsCheck() {}

  /**
   * @param use uses both as the server will
   */
  static Finding examine(Tls tls, Consumer<Tls> use) {
    try (InputStream in = Files.newInputStream(tls.certificate())) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      certificate.checkValidity();
      use.accept(tls);
      return Finding.ok("tls", "good until " + certificate.getNotAfter().toInstant());
    } catch (IOException | CertificateException e) {
      return Finding.fail("tls", tls.certificate() + ": " + e.getMessage());
    } catch (IllegalArgumentException unusable) {
      return Finding.fail("tls", String.valueOf(unusable.getMessage()));
    }
  }
}
