package io.drawbridge.server.outbound;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.outbound.Posting.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls what people named. It resolves a name once, judges each address, and connects to those very
 * addresses, with the name in the handshake and in the request. It follows no redirect, keeps no
 * cookie and no connection, tries nothing twice, and reads of an answer no more than is asked for:
 * of what a request is answered, nothing but the head. Thread-safe; blocks, on virtual threads.
 */
@LetsOut({Surface.WEBHOOK, Surface.PUSH, Surface.PREVIEW})
public final class OutboundClient implements AutoCloseable {
  /** The longest that one call takes, from the first packet to the head of the answer. */
  public static final Duration CALL_MAX = Duration.ofSeconds(10);

  private static final Timeout CONNECT_MAX = Timeout.ofSeconds(5);
  private static final Timeout SILENCE_MAX = Timeout.ofSeconds(8);
  private static final int CONNECTIONS_MAX = 64;
  private static final int CONNECTIONS_PER_HOST_MAX = 8;
  private static final int HEADERS_MAX = 100;
  private static final int LINE_BYTES_MAX = 8_192;

  private final CloseableHttpClient client;
  private final Duration callMax;

  /** The client of a server: by the names and the authorities that this machine knows. */
  public static OutboundClient of(OutboundRules rules) {
    return new OutboundClient(
        rules, InetAddress::getAllByName, DefaultClientTlsStrategy.createDefault(), CALL_MAX);
  }

  /** One with other names and authorities. */
  OutboundClient(
      OutboundRules rules, JudgedResolver.Names names, SSLContext trusted, Duration callMax) {
    this(rules, names, new DefaultClientTlsStrategy(trusted), callMax);
  }

  private OutboundClient(
      OutboundRules rules,
      JudgedResolver.Names names,
      DefaultClientTlsStrategy tls,
      Duration callMax) {
    this.callMax = callMax;
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new JudgedResolver(rules, names))
                    .setTlsSocketStrategy(tls)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxHeaderCount(HEADERS_MAX)
                                    .setMaxLineLength(LINE_BYTES_MAX)
                                    .build())
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT_MAX)
                            .setSocketTimeout(SILENCE_MAX)
                            .build())
                    .setMaxConnTotal(CONNECTIONS_MAX)
                    .setMaxConnPerRoute(CONNECTIONS_PER_HOST_MAX)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(CONNECT_MAX)
                    .setResponseTimeout(SILENCE_MAX)
                    .setHardCancellationEnabled(true)
                    .build())
            .setConnectionReuseStrategy((_, _, _) -> false)
            .setUserAgent("Drawbridge")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  /**
   * Sends a request.
   *
   * @throws OutboundTrouble if there is no answer in time, or the address may not be called
   */
  public Answer post(Posting posting) throws OutboundTrouble {
    HttpPost request = new HttpPost(posting.to().target());
    posting.headers().forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(posting.body(), ContentType.parse(posting.type())));
    return call(posting.to(), request, answer -> new Answer(answer.getCode()));
  }

  /**
   * Reads the beginning of what stands there; follows no redirect.
   *
   * @param bytesMax of it that are read
   * @throws OutboundTrouble if there is no answer in time, or the address may not be called
   */
  public Fetched get(Destination from, String accept, int bytesMax) throws OutboundTrouble {
    HttpGet request = new HttpGet(from.target());
    request.setHeader(HttpHeaders.ACCEPT, accept);
    return call(
        from,
        request,
        answer -> {
          boolean good = answer.getCode() == HttpStatus.SC_OK;
          HttpEntity entity = answer.getEntity();
          return new Fetched(
              answer.getCode(),
              header(answer, HttpHeaders.LOCATION),
              header(answer, HttpHeaders.CONTENT_TYPE),
              good && entity != null ? entity.getContent().readNBytes(bytesMax) : new byte[0]);
        });
  }

  private static Optional<String> header(ClassicHttpResponse answer, String name) {
    return Optional.ofNullable(answer.getFirstHeader(name)).map(NameValuePair::getValue);
  }

  /** Reads an answer as far as it is wanted. */
  private interface Reading<T> {
    T of(ClassicHttpResponse answer) throws IOException;
  }

  private <T> T call(Destination to, HttpUriRequestBase request, Reading<T> reading)
      throws OutboundTrouble {
    String scheme = to.encrypted() ? "https" : "http";
    request.setScheme(scheme);
    request.setAuthority(new URIAuthority(to.host(), to.port()));
    CountDownLatch over = new CountDownLatch(1);
    Thread.ofVirtual().name("outbound-limit").start(() -> limit(request, over));
    try {
      return reading.of(
          client.executeOpen(new HttpHost(scheme, to.host(), to.port()), request, null));
    } catch (JudgedResolver.Forbidden e) {
      throw new OutboundTrouble("its name leads to no public address", true);
    } catch (IOException e) {
      // The text of the exception names the address, which those who named the URL must not learn.
      throw new OutboundTrouble("no answer: " + e.getClass().getSimpleName(), false);
    } finally {
      over.countDown();
      // Cuts the connection: to close an answer would be to read it to its end.
      request.cancel();
    }
  }

  /** Cuts the call off when it has taken too long, however slowly it goes on. */
  private void limit(HttpUriRequestBase request, CountDownLatch over) {
    try {
      if (!over.await(callMax.toMillis(), TimeUnit.MILLISECONDS)) {
        request.cancel();
      }
    } catch (InterruptedException e) {
      request.cancel();
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
