package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code database.url} with {@code sslmode=verify-full}. */
final class DatabaseTlsDbTest {
  @TempDir Path folder;
  @TempDir Path certificates;
  @TempDir Path strangers;

  @Test
  void verifiedTlsDemandsTheRightAuthority() throws Exception {
    TestCertificate good = TestCertificate.ofLocalhost(certificates);
    TestCertificate other = TestCertificate.ofLocalhost(strangers);
    Files.setPosixFilePermissions(good.key(), PosixFilePermissions.fromString("rw-------"));
    try (PrivatePostgres postgres =
        PrivatePostgres.start(
            folder,
            TestPostgres.binaries(),
            Map.of(
                "ssl", "on",
                "ssl_cert_file", good.chain().toString(),
                "ssl_key_file", good.key().toString()))) {
      DatabaseAddress trusting = demanding(postgres.address(), good);
      assertThatNoException().isThrownBy(() -> FirstContact.make(trusting, Duration.ZERO));

      DatabaseTrouble refused =
          catchThrowableOfType(
              DatabaseTrouble.class,
              () -> FirstContact.make(demanding(postgres.address(), other), Duration.ZERO));
      assertThat(String.valueOf(refused.getMessage()))
          .startsWith("database.url: postgresql://localhost:")
          .doesNotContain("\n", postgres.address().password());
    }
  }

  private static DatabaseAddress demanding(DatabaseAddress address, TestCertificate authority) {
    return new DatabaseAddress(
        address.url() + "?sslmode=verify-full&sslrootcert=" + authority.chain(),
        address.user(),
        address.password());
  }
}
