package io.drawbridge.server.edge;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TLS 1.2 and 1.3 of the JDK, with the operator's certificate. */
final class Tls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  /** How keys of an algorithm sign, for those we can try out. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private Tls() {}

  /**
   * @throws IllegalArgumentException with one line if the files cannot be used, or do not belong
   *     together: that would show only when the first client comes
   */
  static SslContext context(EdgeConfig.TlsFiles files) {
    try {
      SslContext context =
          SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
              .sslProvider(SslProvider.JDK)
              .protocols(VERSIONS)
              .build();
      requireMatch(files);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          ("tls.certificate, tls.key: %s, %s cannot be used"
                  + " (expected: a PEM certificate chain and its PKCS #8 key)")
              .formatted(files.certificate(), files.key()),
          unusable);
    }
  }

  /** What the key signs, the certificate must verify. */
  private static void requireMatch(EdgeConfig.TlsFiles files)
      throws IOException, GeneralSecurityException {
    PublicKey open;
    try (InputStream in = Files.newInputStream(files.certificate())) {
      open = CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
    }
    Matcher pem = KEY.matcher(Files.readString(files.key(), StandardCharsets.ISO_8859_1));
    String how = SIGNATURES.get(open.getAlgorithm());
    if (how == null || !pem.find()) {
      return;
    }
    PrivateKey secret =
        KeyFactory.getInstance(open.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
    byte[] text = "drawbridge".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(how);
    signature.initSign(secret);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(text);
    if (!signature.verify(signed)) {
      throw new InvalidKeyException("the key is not that of the certificate");
    }
  }
}
