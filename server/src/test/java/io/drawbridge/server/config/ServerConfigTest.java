package io.drawbridge.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.mail.smtp.SmtpServer;
import io.drawbridge.server.mail.smtp.SmtpServer.Credentials;
import io.drawbridge.server.mail.smtp.SmtpServer.Security;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerConfigTest {
  @TempDir Path folder;

  private static List<String> mistakes(
      Optional<Path> file, Map<String, String> environment, Map<ConfigKey, String> flags) {
    return catchThrowableOfType(
            ConfigTrouble.class, () -> ServerConfig.load(file, environment, flags))
        .mistakes();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("drawbridge.conf"), text);
  }

  @Test
  void defaultsAreALoopbackServerWithItsOwnDatabase() {
    ServerConfig config = ServerConfig.load(Optional.empty(), Map.of(), Map.of());
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.database().external()).isEmpty();
    assertThat(config.mail().smtp()).isEmpty();
    assertThat(config.tls()).isEmpty();
  }

  @Test
  void flagsBeatTheEnvironmentWhichBeatsTheFile() throws IOException {
    Path file = file("# comment\nhttp.port = 1\nlanes = 2\ndrain = 30s\n");
    ServerConfig config =
        ServerConfig.load(
            Optional.of(file),
            Map.of("DRAWBRIDGE_HTTP_PORT", "2", "DRAWBRIDGE_LANES", "3", "PATH", "/bin"),
            Map.of(ConfigKey.HTTP_PORT, "3"));
    assertThat(config.http().port()).isEqualTo(3);
    assertThat(config.lanes()).isEqualTo(3);
    assertThat(config.drain()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void everyMistakeIsOneLineWithKeyValueExpectationAndSource() throws IOException {
    Path file = file("http.port = 80801\nhttp.prot = 1\nnonsense\n");
    assertThat(
            mistakes(
                Optional.of(file),
                Map.of("DRAWBRIDGE_DRAIN", "soon", "DRAWBRIDGE_LINES", "3"),
                Map.of(ConfigKey.LOG, "xml")))
        .containsExactlyInAnyOrder(
            "http.port: 80801 (expected: a port, 0 to 65535; from " + file + " line 1)",
            "http.prot: unknown key (expected: a key as http.port; from " + file + " line 2)",
            file + " line 3: no = in the line (expected: key = value)",
            "drain: soon (expected: a duration, 0s to 10m; from environment DRAWBRIDGE_DRAIN)",
            "DRAWBRIDGE_LINES: unknown key (expected: a key as DRAWBRIDGE_HTTP_PORT; from"
                + " environment)",
            "log: xml (expected: text or json; from flag --log)");
  }

  @Test
  void secretsAreNeverShown() {
    assertThat(
            mistakes(Optional.empty(), Map.of("DRAWBRIDGE_SMTP_URL", "http://u:hush@h"), Map.of()))
        .singleElement()
        .asString()
        .doesNotContain("hush")
        .startsWith("smtp.url: the given value (expected:");
    ServerConfig config =
        ServerConfig.load(
            Optional.empty(),
            Map.of(
                "DRAWBRIDGE_SMTP_URL", "smtp://u:hush@mail.example",
                "DRAWBRIDGE_DATABASE_URL", "postgresql://db.example:5432/chat",
                "DRAWBRIDGE_DATABASE_USER", "chat",
                "DRAWBRIDGE_DATABASE_PASSWORD", "hush"),
            Map.of());
    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void passwordOfNatsGoesByTlsOnly() {
    Map<String, String> nats =
        Map.of(
            "DRAWBRIDGE_CLUSTER", "nats",
            "DRAWBRIDGE_NATS_USER", "chat",
            "DRAWBRIDGE_NATS_PASSWORD", "hush");
    for (String good : List.of("tls://nats.example", "nats://127.0.0.1:4223, tls://nats.example")) {
      ServerConfig config =
          ServerConfig.load(Optional.empty(), nats, Map.of(ConfigKey.NATS_URL, good));
      assertThat(config.cluster().nats()).isPresent();
      assertThat(config.toString()).doesNotContain("hush");
    }
    assertThat(mistakes(Optional.empty(), nats, Map.of(ConfigKey.NATS_URL, "nats://nats.example")))
        .singleElement()
        .asString()
        .startsWith("nats.password: would be sent in the clear");
    assertThat(mistakes(Optional.empty(), Map.of("DRAWBRIDGE_CLUSTER", "nats"), Map.of()))
        .singleElement()
        .asString()
        .startsWith("nats.url: missing (expected:");
  }

  @Test
  void placeOfBouncesIsAMailboxOrAFolder() {
    for (String good :
        List.of(
            "imaps://u:p@mail.example",
            "imap+starttls://a%40b:p%2Fw@mail.example:1143/Returned%20mail",
            "imap://u:p@localhost",
            "file:///var/spool/bounces")) {
      assertThat(BouncesUrl.parse(good, List.of())).as(good).isPresent();
    }
    for (String bad :
        List.of(
            "imap://u:p@mail.example",
            "imaps://mail.example",
            "imaps://u@mail.example",
            "imaps://u:p@mail.example?tls=no",
            "imaps://u:p@mail.example:70000",
            "pop3://u:p@mail.example",
            "file://host/var/spool",
            "/var/spool/bounces")) {
      assertThat(BouncesUrl.parse(bad, List.of())).as(bad).isEmpty();
    }
    assertThat(
            mistakes(
                Optional.empty(),
                Map.of("DRAWBRIDGE_BOUNCES_URL", "imap://u:hush@mail.example"),
                Map.of(ConfigKey.BOUNCES_ADDRESS, "a".repeat(31) + "@chat.example")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("bounces.url: the given value (expected: imap+starttls:"))
        .noneMatch(line -> line.contains("hush"));
  }

  /** Wherever credentials may have been put by mistake. */
  @Test
  void credentialsInTheWrongPlaceAreNotShownEither() throws IOException {
    Path file = file("smtp.url smtps://u:hush@h?x=1\n");
    assertThat(
            mistakes(
                Optional.of(file),
                Map.of("DRAWBRIDGE_DATABASE_URL", "postgresql://u:hush@db.example/chat"),
                Map.of(
                    ConfigKey.PUBLIC_URL, "https://u:hush@chat.example",
                    ConfigKey.ORIGINS, "https://u:hush@chat.example",
                    ConfigKey.DATABASE_USER, "chat")))
        .hasSize(4)
        .noneMatch(line -> line.contains("hush"))
        .anyMatch(line -> line.startsWith("database.url: the given value (expected: postgresql:"));
    for (String query : List.of("password=hush", "sslpassword=hush", "user=hush")) {
      assertThat(
              mistakes(
                  Optional.empty(),
                  Map.of("DRAWBRIDGE_DATABASE_USER", "chat"),
                  Map.of(ConfigKey.DATABASE_URL, "postgresql://db/chat?ssl=true&" + query)))
          .hasSize(1);
    }
  }

  @Test
  void smtpUrlSaysHostPortTlsAndCredentials() {
    Optional<Credentials> login = Optional.of(new Credentials("a@b", "p/w"));
    assertThat(SmtpUrl.parse("smtps://a%40b:p%2Fw@mail.example"))
        .contains(new SmtpServer("mail.example", 465, Security.TLS, login, List.of()));
    assertThat(SmtpUrl.parse("smtp://localhost:2525"))
        .contains(
            new SmtpServer("localhost", 2525, Security.IF_OFFERED, Optional.empty(), List.of()));
    assertThat(SmtpUrl.parse("smtp+starttls://mail.example"))
        .contains(
            new SmtpServer("mail.example", 587, Security.STARTTLS, Optional.empty(), List.of()));
  }

  @Test
  void credentialsDemandTls() {
    assertThat(SmtpUrl.parse("smtp://a%40b:p%2Fw@mail.example"))
        .hasValueSatisfying(server -> {
          assertThat(server.security()).isEqualTo(Security.STARTTLS);
          assertThat(server.port()).isEqualTo(587);
        });
  }

  /** Other products demand TLS by the query: taken for granted, it would be lost in silence. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp://mail.example?starttls=required",
        "smtp://mail.example/?tls=required",
        "smtp://mail.example#tls",
        "smtp://mail.example/path",
        "smtp://mail.example:0",
        "smtp://mail.example:65536",
        "smtp://user@mail.example",
        "smtp+tls://mail.example",
        "//mail.example",
        "mail.example"
      })
  void smtpUrlWithAnythingMoreIsAMistake(String url) {
    assertThat(SmtpUrl.parse(url)).isEmpty();
  }

  @Test
  void authoritiesOfTheMailServerAreCertificates() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder, "dns:mail.example");
    Map<String, String> environment = Map.of("DRAWBRIDGE_SMTP_URL", "smtps://mail.example");
    ServerConfig config =
        ServerConfig.load(
            Optional.empty(),
            environment,
            Map.of(ConfigKey.SMTP_CA, certificate.chain().toString()));
    assertThat(config.mail().smtp().orElseThrow().authorities())
        .containsExactly(certificate.certificate());
    String key = certificate.key().toString();
    assertThat(mistakes(Optional.empty(), environment, Map.of(ConfigKey.SMTP_CA, key)))
        .containsExactly(
            "smtp.ca: "
                + key
                + " (expected: a readable PEM file of certificates; from flag --smtp-ca)");
  }

  @Test
  void filesAndUrlsAreChecked() {
    assertThat(
            mistakes(
                Optional.of(folder.resolve("absent.conf")),
                Map.of(),
                Map.of(
                    ConfigKey.TLS_CERTIFICATE, folder.resolve("none.pem").toString(),
                    ConfigKey.PUBLIC_URL, "ftp://x",
                    ConfigKey.ORIGINS, "https://a.example, b.example",
                    ConfigKey.DATABASE_URL, "postgresql://user:pw@host/db")))
        .hasSize(6);
    ServerConfig config =
        ServerConfig.load(
            Optional.empty(),
            Map.of(),
            Map.of(
                ConfigKey.PUBLIC_URL, "https://chat.example/",
                ConfigKey.ORIGINS, "https://a.example,http://localhost:3000"));
    assertThat(config.web().publicUrl()).contains(URI.create("https://chat.example"));
    assertThat(config.web().origins()).hasSize(2);
  }

  @Test
  void keyThatCannotBeReadIsOneMistakeAndNotTwo() throws IOException {
    String chain = file("not read yet").toString();
    assertThat(
            mistakes(
                Optional.empty(),
                Map.of(),
                Map.of(ConfigKey.TLS_CERTIFICATE, chain, ConfigKey.TLS_KEY, "none.pem")))
        .containsExactly("tls.key: none.pem (expected: a readable PEM file; from flag --tls-key)");
    assertThat(mistakes(Optional.empty(), Map.of(), Map.of(ConfigKey.TLS_CERTIFICATE, chain)))
        .containsExactly("tls.certificate, tls.key: only one is given (expected: both or neither)");
  }

  /** It used to start an empty database of its own. */
  @Test
  void bucketNeedsItsNameAndAKeyThatIsNeverShown() {
    assertThat(mistakes(Optional.empty(), Map.of(), Map.of(ConfigKey.FILES_STORAGE, "s3")))
        .containsExactly(
            "s3.bucket: nothing (expected: a value, as files.storage is s3)",
            "s3.key_id: nothing (expected: a value, as files.storage is s3)",
            "s3.key: nothing (expected: a value, as files.storage is s3)");
    ServerConfig config =
        ServerConfig.load(
            Optional.empty(),
            Map.of("DRAWBRIDGE_S3_KEY", "do not show"),
            Map.of(
                ConfigKey.FILES_STORAGE, "s3",
                ConfigKey.S3_BUCKET, "files",
                ConfigKey.S3_KEY_ID, "id"));
    assertThat(config.files().bucket().orElseThrow().key().value()).isEqualTo("do not show");
    assertThat(config.toString()).doesNotContain("do not show");
  }

  @Test
  void databaseUserNeedsAUrl() {
    assertThat(
            mistakes(
                Optional.empty(),
                Map.of("DRAWBRIDGE_DATABASE_PASSWORD", "hush"),
                Map.of(ConfigKey.DATABASE_USER, "chat")))
        .containsExactly(
            "database.url: missing (expected: a URL, with database.user)",
            "database.url: missing (expected: a URL, with database.password)");
  }

  @Test
  void databaseNeedsAUser() {
    assertThat(
            mistakes(
                Optional.empty(),
                Map.of(),
                Map.of(ConfigKey.DATABASE_URL, "postgresql://db.example/chat")))
        .containsExactly("database.user: missing (expected: a name, with database.url)");
  }
}
