package io.drawbridge.server.config;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseLimits;
import io.drawbridge.server.mail.MailQuotas;
import io.drawbridge.server.mail.MailReader;
import io.drawbridge.server.mail.MailReaders;
import io.drawbridge.server.mail.bounce.BounceSource;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.smtp.Sender;
import io.drawbridge.server.mail.smtp.SmtpServer;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.quota.Quotas;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole configuration, checked. Made by {@link #load}.
 *
 * @param auditDays for how long records of the audit are kept at least
 */
public record ServerConfig(
    Http http,
    Management management,
    Web web,
    Optional<Tls> tls,
    DatabaseSettings database,
    Path dataFolder,
    FilesConfig files,
    Mail mail,
    Tokens tokens,
    Rates rates,
    Quotas quotas,
    ClusterConfig cluster,
    int lanes,
    Duration drain,
    AuditDays auditDays,
    OutboundRules outbound,
    PushConfig push,
    Previews previews,
    Log log) {
  /**
   * The settings of previews of links.
   *
   * @param on pages are read
   * @param rules what may be called for them: anybody who writes has the server call it
   */
  public record Previews(boolean on, OutboundRules rules) {}

  /** With a tag after it a local part has to fit into the 64 characters of SMTP. */
  private static final int BOUNCES_LOCAL_PART_MAX = 30;

  /** The address where clients connect; {@code loops} event loops, 0 = one for each processor. */
  public record Http(String host, int port, int loops, Transport transport) {}

  /** The address of health and metrics, and the host names by which they are asked. */
  public record Management(String host, int port, List<String> names) {}

  /**
   * The server as browsers see it.
   *
   * @param publicUrl for links in mails; absent: made of host and port
   * @param origins pages that may connect beside the server's own
   * @param pathPrefix what a proxy puts before every path; empty, or like {@code /chat}
   * @param trustedProxies whose word about a client's address counts
   */
  public record Web(
      Optional<URI> publicUrl,
      List<URI> origins,
      String pathPrefix,
      List<InetAddress> trustedProxies) {}

  /** PEM files. */
  public record Tls(Path certificate, Path key) {}

  /**
   * The database.
   *
   * @param external absent when the server runs its own PostgreSQL
   * @param freeBytesMin what must be free on the disk of one's own for more to be posted
   */
  public record DatabaseSettings(
      Optional<DatabaseAddress> external, DatabaseLimits limits, long freeBytesMin) {}

  /**
   * The way mails leave, the sender's name, and how many may leave.
   *
   * @param smtp absent when mails become files
   * @param replyTo where answers go, if not to the sender
   * @param bounces where mails come back
   * @param reader how people read them of whom nothing is known
   */
  public record Mail(
      Optional<SmtpServer> smtp,
      Sender from,
      Optional<EmailAddress> replyTo,
      BouncePlace bounces,
      MailReader reader,
      MailQuotas quotas,
      Duration noticesAfter) {}

  /**
   * The place where mails come back.
   *
   * @param address where they are sent to, if not to the sender
   * @param source where they are read, if anywhere
   */
  public record BouncePlace(Optional<EmailAddress> address, Optional<BounceSource> source) {}

  /** The lifetimes of tokens. */
  public record Tokens(Duration access, Duration refresh, Duration session) {}

  /** The rates of one account or address. */
  public record Rates(
      int commandsPerSecond,
      int commandsBurst,
      int openPerMinute,
      int connections,
      int connectionsPerAddress,
      int connectionsPerAccount) {}

  /** The languages that mails can be in. */
  public enum Language {
    EN(Locale.ENGLISH),
    DE(Locale.GERMAN);

    private final Locale locale;

    Language(Locale locale) {
      this.locale = locale;
    }

    Locale locale() {
      return locale;
    }
  }

  /** Sorts of sockets; {@code AUTO} takes the best one there is. */
  public enum Transport {
    AUTO,
    NIO,
    EPOLL,
    IO_URING
  }

  /** Whether something is done at all. */
  private enum Switch {
    ON,
    OFF
  }

  /** The schemes of the URLs that the server calls. */
  private enum Schemes {
    HTTPS,
    ANY
  }

  /** The choice whether security lines show the network that a request came from. */
  public enum Sources {
    SHOWN,
    HIDDEN
  }

  /** The form of log lines, and what those about security hold. */
  public record Log(LogFormat format, Sources sources) {}

  /** Sorts of log lines. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /**
   * Puts defaults, file, environment and flags together.
   *
   * @throws ConfigTrouble with one line for each mistake
   */
  public static ServerConfig load(
      Optional<Path> file, Map<String, String> environment, Map<ConfigKey, String> flags) {
    RawConfig raw = new RawConfig();
    file.ifPresent(raw::file);
    raw.environment(environment);
    raw.flags(flags);
    ServerConfig config = read(new ConfigReader(raw));
    if (!raw.mistakes().isEmpty()) {
      throw new ConfigTrouble(raw.mistakes(), config.log().format());
    }
    return config;
  }

  /** The same configuration with another address for clients. */
  public ServerConfig withHttp(Http other) {
    return new ServerConfig(
        other,
        management,
        web,
        tls,
        database,
        dataFolder,
        files,
        mail,
        tokens,
        rates,
        quotas,
        cluster,
        lanes,
        drain,
        auditDays,
        outbound,
        push,
        previews,
        log);
  }

  private static ServerConfig read(ConfigReader reader) {
    boolean plain =
        reader.oneOf(ConfigKey.OUTBOUND_SCHEMES, Schemes.HTTPS, List.of(Schemes.values()))
            == Schemes.ANY;
    return new ServerConfig(
        new Http(
            reader.text(ConfigKey.HTTP_HOST),
            reader.number(ConfigKey.HTTP_PORT, 0, 65_535),
            reader.number(ConfigKey.HTTP_LOOPS, 0, 256),
            reader.oneOf(ConfigKey.TRANSPORT, Transport.AUTO, List.of(Transport.values()))),
        new Management(
            reader.text(ConfigKey.MANAGEMENT_HOST),
            reader.number(ConfigKey.MANAGEMENT_PORT, 0, 65_535),
            reader.hostNames(ConfigKey.MANAGEMENT_NAMES)),
        new Web(
            reader.url(ConfigKey.PUBLIC_URL),
            reader.origins(ConfigKey.ORIGINS),
            prefix(reader),
            reader.addresses(ConfigKey.TRUSTED_PROXIES)),
        tls(reader),
        database(reader),
        reader.folder(ConfigKey.DATA_FOLDER),
        FilesConfig.read(reader),
        mail(reader),
        new Tokens(
            reader.duration(ConfigKey.TOKEN_ACCESS, Duration.ofSeconds(5), Duration.ofHours(24)),
            reader.duration(ConfigKey.TOKEN_REFRESH, Duration.ofMinutes(1), Duration.ofDays(400)),
            reader.duration(ConfigKey.TOKEN_SESSION, Duration.ofMinutes(1), Duration.ofDays(400))),
        new Rates(
            reader.number(ConfigKey.RATE_COMMANDS, 1, 100_000),
            reader.number(ConfigKey.RATE_BURST, 1, 100_000),
            reader.number(ConfigKey.RATE_OPEN, 1, 100_000),
            reader.number(ConfigKey.CONNECTIONS, 10, 1_000_000),
            reader.number(ConfigKey.CONNECTIONS_PER_ADDRESS, 1, 1_000_000),
            reader.number(ConfigKey.CONNECTIONS_PER_ACCOUNT, 1, 1000)),
        new Quotas(
            reader.quota(ConfigKey.QUOTA_MEMBER),
            reader.quota(ConfigKey.QUOTA_EXTERNAL),
            reader.quota(ConfigKey.QUOTA_CONVERSATION),
            reader.quota(ConfigKey.QUOTA_WORKSPACE)),
        ClusterConfig.read(reader),
        reader.number(ConfigKey.LANES, 1, 64),
        reader.duration(ConfigKey.DRAIN, Duration.ZERO, Duration.ofMinutes(10)),
        AuditDays.read(reader),
        new OutboundRules(plain, reader.outbound(ConfigKey.OUTBOUND_ALLOWED)),
        PushConfig.read(reader),
        new Previews(
            reader.oneOf(ConfigKey.PREVIEWS, Switch.OFF, List.of(Switch.values())) == Switch.ON,
            new OutboundRules(plain, reader.outbound(ConfigKey.PREVIEWS_ALLOWED))),
        new Log(
            reader.oneOf(ConfigKey.LOG, LogFormat.TEXT, List.of(LogFormat.values())),
            reader.oneOf(ConfigKey.LOG_SOURCES, Sources.SHOWN, List.of(Sources.values()))));
  }

  private static String prefix(ConfigReader reader) {
    return reader
        .parsed(
            ConfigKey.PATH_PREFIX,
            text -> Optional.of(text).filter(it -> it.matches("(/[A-Za-z0-9_-]+)+")))
        .orElse("");
  }

  private static Optional<Tls> tls(ConfigReader reader) {
    Optional<Path> certificate = reader.readable(ConfigKey.TLS_CERTIFICATE);
    Optional<Path> key = reader.readable(ConfigKey.TLS_KEY);
    if (reader.optionalText(ConfigKey.TLS_CERTIFICATE).isPresent()
        != reader.optionalText(ConfigKey.TLS_KEY).isPresent()) {
      reader.mistake("tls.certificate, tls.key: only one is given (expected: both or neither)");
    }
    return certificate.flatMap(chain -> key.map(secret -> new Tls(chain, secret)));
  }

  private static DatabaseSettings database(ConfigReader reader) {
    DatabaseLimits standard = DatabaseLimits.DEFAULT;
    DatabaseLimits limits =
        new DatabaseLimits(
            reader.number(ConfigKey.DATABASE_WRITERS, 2, 500),
            reader.number(ConfigKey.DATABASE_READERS, 1, 500),
            standard.waitMax(),
            standard.statementMax(),
            standard.lockMax());
    Optional<String> url =
        reader.parsed(
            ConfigKey.DATABASE_URL, text -> Optional.of(text).filter(ServerConfig::isUrl));
    if (reader.optionalText(ConfigKey.DATABASE_URL).isEmpty()) {
      Stream.of(ConfigKey.DATABASE_USER, ConfigKey.DATABASE_PASSWORD)
          .filter(key -> reader.optionalText(key).isPresent())
          .map(key -> "database.url: missing (expected: a URL, with %s)".formatted(key.key()))
          .forEach(reader::mistake);
    }
    if (url.isPresent() && reader.optionalText(ConfigKey.DATABASE_USER).isEmpty()) {
      reader.mistake("database.user: missing (expected: a name, with database.url)");
    }
    return new DatabaseSettings(
        url.map(it ->
            new DatabaseAddress(
                "jdbc:" + it,
                reader.text(ConfigKey.DATABASE_USER),
                reader.text(ConfigKey.DATABASE_PASSWORD))),
        limits,
        (long) reader.number(ConfigKey.DISK_FREE_MIN, 0, 1_000_000) << 20);
  }

  private static BouncePlace bounces(ConfigReader reader, List<X509Certificate> authorities) {
    return new BouncePlace(
        reader.parsed(
            ConfigKey.BOUNCES_ADDRESS,
            text ->
                EmailAddress.parse(text)
                    .filter(it -> it.value().lastIndexOf('@') <= BOUNCES_LOCAL_PART_MAX)),
        reader.parsed(ConfigKey.BOUNCES_URL, text -> BouncesUrl.parse(text, authorities)));
  }

  private static boolean isUrl(String text) {
    return text.matches("postgresql://[^/?@\\s]+/[^/?@\\s]+(\\?[^\\s]*)?")
        && !text.matches(".*[?&](user|\\w*password)=.*");
  }

  private static Mail mail(ConfigReader reader) {
    List<X509Certificate> authorities = reader.certificates(ConfigKey.SMTP_CA);
    return new Mail(
        reader
            .parsed(ConfigKey.SMTP_URL, SmtpUrl::parse)
            .map(server -> server.trusting(authorities)),
        reader.parsed(ConfigKey.MAIL_FROM, Sender::parse).orElse(Sender.NOBODY),
        reader.parsed(ConfigKey.MAIL_REPLY_TO, EmailAddress::parse),
        bounces(reader, authorities),
        new MailReader(
            reader.oneOf(ConfigKey.MAIL_LOCALE, Language.EN, List.of(Language.values())).locale(),
            reader.parsed(ConfigKey.MAIL_TIME_ZONE, MailReaders::known).orElse(ZoneId.of("UTC"))),
        new MailQuotas(
            reader.number(ConfigKey.INVITATIONS_PER_INVITER, 1, 100_000),
            reader.number(ConfigKey.INVITATIONS_PER_BOT, 0, 100_000),
            reader.number(ConfigKey.INVITATIONS_PER_CONVERSATION, 1, 100_000),
            reader.number(ConfigKey.INVITATIONS_PER_WORKSPACE, 1, 1_000_000),
            reader.number(ConfigKey.INVITATIONS_PER_NEW_WORKSPACE, 1, 1_000_000),
            reader.number(ConfigKey.INVITATIONS_PER_ADDRESS, 1, 1_000),
            reader.number(ConfigKey.INVITATIONS_PER_ADDRESS_OVERALL, 1, 1_000)),
        reader.duration(ConfigKey.MAIL_NOTICES_AFTER, Duration.ZERO, Duration.ofDays(1)));
  }
}
