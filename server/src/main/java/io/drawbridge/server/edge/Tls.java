package io.drawbridge.server.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
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
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;

/** TLS 1.2 and 1.3 of the JDK, with the operator's certificate. */
final class Tls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /** The cipher suites: encryption that authenticates, and keys that are forgotten. */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  /** The signature algorithms by key algorithm, for those we can try out. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private Tls() {}

  /**
   * @throws IllegalArgumentException with one line if the files cannot be used, or do not belong
   *     together: that would show only when the first client comes
   */
  static SslContext context(EdgeConfig.TlsFiles files) {
    // Read by the JDK when it makes its first engine: a new handshake costs a client nothing.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    try {
      SslContext context =
          SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
              .sslProvider(SslProvider.JDK)
              .protocols(VERSIONS)
              .ciphers(SUITES)
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

  /** The handler that encrypts one socket. */
  static SslHandler handler(SslContext context, ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setNamedGroups(GROUPS);
    parameters.setUseCipherSuitesOrder(true);
    handler.engine().setSSLParameters(parameters);
    return handler;
  }

  /**
   * Signs with the key and verifies with the certificate, so that a pair that does not match is
   * found at once.
   */
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
