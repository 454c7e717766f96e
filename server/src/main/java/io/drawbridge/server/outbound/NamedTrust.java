package io.drawbridge.server.outbound;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts as another does, if the certificate is for the host that was asked for. */
final class NamedTrust extends X509ExtendedTrustManager {
  private static final String BY_HOST = "HTTPS";

  private final X509ExtendedTrustManager trust;

  NamedTrust(X509ExtendedTrustManager trust) {
    this.trust = trust;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    if (!(socket instanceof SSLSocket safe)) {
      throw nameless();
    }
    safe.setSSLParameters(byHost(safe.getSSLParameters()));
    trust.checkServerTrusted(chain, kind, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    engine.setSSLParameters(byHost(engine.getSSLParameters()));
    trust.checkServerTrusted(chain, kind, engine);
  }

  private static SSLParameters byHost(SSLParameters parameters) {
    parameters.setEndpointIdentificationAlgorithm(BY_HOST);
    return parameters;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw nameless();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    trust.checkClientTrusted(chain, kind);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, kind, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, kind, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }

  private static CertificateException nameless() {
    return new CertificateException("no host to compare the certificate with");
  }
}
