package io.drawbridge.client.chat;

import io.drawbridge.client.TokenListener;
import io.drawbridge.client.chat.words.OwnerOnly;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps the refresh token in a file that only its owner can read. */
final class SessionFile implements TokenListener {

  private final Path file;

  SessionFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The refresh token that was kept. */
  Optional<String> refreshToken() {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void onTokens(Tokens tokens) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), "session", ".new", OwnerOnly.mode());
      Files.writeString(fresh, tokens.refreshToken().value() + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
