package io.drawbridge.client.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCursorStoreTest {

  private static final Progress FIRST =
      new Progress(Optional.of("1.abc"), Map.of(new ConversationId(7), 70L));
  private static final Progress SECOND =
      new Progress(
          Optional.of("1.abd"), Map.of(new ConversationId(7), 71L, new ConversationId(8), 1L));

  @TempDir private Path folder;

  @Test
  void nothingWasSavedBeforeTheFirstTime() {
    assertThat(store().load()).isEqualTo(Progress.none());
  }

  @Test
  void whatWasSavedLastIsLoaded() {
    store().save(FIRST);
    store().save(SECOND);

    assertThat(store().load()).isEqualTo(SECOND);
  }

  @Test
  void progressWithoutASinceIsKept() {
    Progress early = new Progress(Optional.empty(), Map.of(new ConversationId(7), 70L));
    store().save(early);

    assertThat(store().load()).isEqualTo(early);
  }

  @Test
  void crashWhileWritingLeavesWhatWasThere() throws IOException {
    store().save(FIRST);
    String whole = Files.readString(file());
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(folder.resolve("cursors.new"), whole.substring(0, length));

      assertThat(store().load()).isEqualTo(FIRST);
    }
    store().save(SECOND);
    assertThat(store().load()).isEqualTo(SECOND);
    assertThat(folder.resolve("cursors.new")).doesNotExist();
  }

  @Test
  void tornFileIsNotTakenForAWholeOne() throws IOException {
    store().save(SECOND);
    String whole = Files.readString(file());
    for (int length = 1; length < whole.length() - 1; length++) {
      Files.writeString(file(), whole.substring(0, length));

      assertThatThrownBy(() -> store().load()).isInstanceOf(UncheckedIOException.class);
    }
  }

  private FileCursorStore store() {
    return new FileCursorStore(file());
  }

  private Path file() {
    return folder.resolve("cursors");
  }
}
