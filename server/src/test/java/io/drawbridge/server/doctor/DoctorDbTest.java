package io.drawbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @TempDir Path folder;

  private List<Finding> examine(Map<ConfigKey, String> more) {
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    flags.put(ConfigKey.HTTP_PORT, "0");
    flags.put(ConfigKey.MANAGEMENT_PORT, "0");
    flags.put(ConfigKey.DATA_FOLDER, folder.toString());
    flags.put(ConfigKey.DATABASE_URL, DB.address().url().substring("jdbc:".length()));
    flags.put(ConfigKey.DATABASE_USER, DB.address().user());
    flags.put(ConfigKey.DATABASE_PASSWORD, DB.address().password());
    flags.putAll(more);
    return Doctor.examine(
        ServerConfig.load(Optional.empty(), Map.of(), flags),
        tls -> {
          throw new IllegalArgumentException("tls.key: unusable");
        });
  }

  private static Finding named(List<Finding> findings, String name) {
    return findings.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void soundMachineIsOkButForgetfulDatabaseIsNot() {
    List<Finding> findings = examine(Map.of());
    assertThat(findings)
        .filteredOn(finding -> !finding.ok())
        .extracting(Finding::name)
        .containsExactly("durability"); // the shared test database runs without fsync
    assertThat(named(findings, "clock").ok()).isTrue();
  }

  @Test
  void takenPortAndDeafMailServerAreNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      List<Finding> findings =
          examine(Map.of(ConfigKey.HTTP_PORT, port, ConfigKey.SMTP_URL, "smtp://127.0.0.1:1"));
      assertThat(named(findings, "clients port").ok()).isFalse();
      assertThat(named(findings, "clients port").detail()).contains(port);
      assertThat(named(findings, "mail").ok()).isFalse();
    }
  }

  @Test
  void keyThatTheServerCannotUseIsNamed(@TempDir Path certificates) throws Exception {
    TestCertificate certificate = TestCertificate.ofLocalhost(certificates);
    List<Finding> findings =
        examine(
            Map.of(
                ConfigKey.TLS_CERTIFICATE,
                certificate.chain().toString(),
                ConfigKey.TLS_KEY,
                certificate.key().toString()));
    assertThat(named(findings, "tls")).isEqualTo(Finding.fail("tls", "tls.key: unusable"));
  }

  @Test
  void folderThatIsOpenToOthersIsNamed() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(named(examine(Map.of()), "data folder"))
        .isEqualTo(
            Finding.fail("data folder", folder + " is open to others (expected: mode rwx------)"));
  }

  @Test
  void databaseThatCouldBeImpersonatedIsNamed() {
    DatabaseAddress here = new DatabaseAddress("jdbc:postgresql://127.0.0.1/chat", "chat", "hush");
    DatabaseAddress there = new DatabaseAddress("jdbc:postgresql://db/chat", "chat", "hush");
    DatabaseAddress safe =
        new DatabaseAddress(
            "jdbc:postgresql://db/chat?sslmode=verify-full&sslrootcert=/ca.pem", "chat", "hush");
    assertThat(DatabaseTls.examine(here).detail()).startsWith("not needed");
    assertThat(DatabaseTls.examine(safe).detail()).startsWith("demanded");
    assertThat(DatabaseTls.examine(there).line()).startsWith("ok").contains("sslmode=verify-full");
  }

  @Test
  void databaseThatIsNotThereIsNamed() {
    List<Finding> findings =
        examine(Map.of(ConfigKey.DATABASE_URL, "postgresql://localhost:1/none"));
    assertThat(named(findings, "database").ok()).isFalse();
    assertThat(named(findings, "database").detail()).contains("Connection refused");
  }
}
