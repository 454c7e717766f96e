package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.mail.BounceReferences.Reference;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceReferencesTest {
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final BounceReferences REFERENCES = new BounceReferences(new byte[32]);

  @ParameterizedTest
  @EnumSource
  void everyMailIsKnownAgain(MailKind kind) {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Reference reference = new Reference(kind, random.nextLong());
      assertThat(REFERENCES.text(reference)).matches("[0-9a-z]{20,30}");
      assertThat(REFERENCES.read(REFERENCES.text(reference))).contains(reference);
    }
  }

  /** Nobody names an invitation whose mail they have not seen. */
  @Test
  void anotherTextIsNoReference() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      String text = REFERENCES.text(new Reference(MailKind.INVITATION, random.nextLong()));
      int at = random.nextInt(text.length());
      char other = LETTERS.charAt(random.nextInt(LETTERS.length()));
      if (text.charAt(at) != other) {
        assertThat(REFERENCES.read(text.substring(0, at) + other + text.substring(at + 1)))
            .isEmpty();
      }
    }
  }

  @Test
  void anotherServersReferenceIsNone() {
    byte[] key = new byte[32];
    key[31] = 1;
    Reference reference = new Reference(MailKind.INVITATION, 7);
    assertThat(new BounceReferences(key).read(REFERENCES.text(reference))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-7", "z", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "+1"})
  void nonsenseIsNoReference(String text) {
    assertThat(REFERENCES.read(text)).isEmpty();
  }
}
