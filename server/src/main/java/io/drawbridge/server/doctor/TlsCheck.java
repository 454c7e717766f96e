package io.drawbridge.server.doctor;

import io.drawbridge.server.config.ServerConfig.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Whether the certificate can be read and is in force. */
final class TlsCheck {
  private TlsCheck() {}

  static Finding examine(Tls tls) {
    try (InputStream in = Files.newInputStream(tls.certificate())) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      certificate.checkValidity();
      if (!Files.readString(tls.key()).contains("PRIVATE KEY-----")) {
        return Finding.fail("tls", tls.key() + " holds no private key (expected: PEM)");
      }
      return Finding.ok("tls", "good until " + certificate.getNotAfter().toInstant());
    } catch (IOException | CertificateException e) {
      return Finding.fail("tls", tls.certificate() + ": " + e.getMessage());
    }
  }
}
