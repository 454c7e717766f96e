package io.drawbridge.server.account.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.assembly.Safety;
import io.drawbridge.server.command.ClientAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
  private static final Payer PAYER = new Payer.OfSource(new ClientAddress("127.0.0.1"));

  @Test
  void aRealServerSpendsWhatOwaspAsksFor() {
    try (Passwords passwords = new Passwords(Safety.FULL.passwords())) {
      String stored = passwords.hash(PAYER, TestServer.PASSWORD, List.of());

      assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
      assertThat(passwords.matches(PAYER, TestServer.PASSWORD, Optional.of(stored))).isTrue();
      assertThat(passwords.matches(PAYER, new Secret("something else"), Optional.of(stored)))
          .isFalse();
      assertThat(passwords.matches(PAYER, TestServer.PASSWORD, Optional.empty())).isFalse();
    }
  }

  @Test
  void aHashIsCheckedAtTheCostItWasMadeWith() {
    try (Passwords dear = new Passwords(Safety.FULL.passwords());
        Passwords cheap = new Passwords(TestServer.PASSWORD_COST)) {
      String stored = cheap.hash(PAYER, TestServer.PASSWORD, List.of());

      assertThat(dear.matches(PAYER, TestServer.PASSWORD, Optional.of(stored))).isTrue();
    }
  }
}
