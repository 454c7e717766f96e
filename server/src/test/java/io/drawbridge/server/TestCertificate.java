package io.drawbridge.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that signs itself, as the PEM files an operator would have and as the JDK has it.
 *
 * @param chain a PEM file
 * @param key a PEM file
 */
public record TestCertificate(Path chain, Path key, KeyStore keys) {
  private static final String PASSWORD = "certificate";
  private static final String ALIAS = "server";

  /** For this machine. */
  public static TestCertificate ofLocalhost(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    return in(folder, "dns:localhost,ip:127.0.0.1");
  }

  /** For these names, as keytool writes them; the files are made in the folder. */
  public static TestCertificate in(Path folder, String names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("store.p12");
    int exit =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=drawbridge test",
                    "-ext",
                    "SAN=" + names,
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool failed: " + exit);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    return new TestCertificate(
        pem(folder.resolve("chain.pem"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
        pem(folder.resolve("key.pem"), "PRIVATE KEY", key),
        keys);
  }

  private static Path pem(Path file, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }

  public X509Certificate certificate() throws GeneralSecurityException {
    return (X509Certificate) keys.getCertificate(ALIAS);
  }

  /** TLS of a server that has it. */
  public SSLContext serverContext() throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
