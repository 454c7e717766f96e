package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoomTest {
  @TempDir Path folder;

  private final Room room = new Room();

  /** The disk of this machine is taken for full by asking for more than it has. */
  @Test
  void diskWithTooLittleRoomRefusesMoreUntilThereIsSome() {
    room.look(folder, Long.MAX_VALUE / 2);
    assertThat(room.whyNotReady().orElseThrow())
        .contains(" MiB free in " + folder)
        .contains("expected: >= ");
    Failure refused = catchThrowableOfType(Failure.class, room::require);
    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused.retryAfter()).isPresent();

    room.look(folder, 1);
    assertThat(room.whyNotReady()).isEmpty();
    assertThatNoException().isThrownBy(room::require);
  }

  @Test
  void startOnAFullDiskSaysSoInOneLine() {
    assertThatThrownBy(() -> Room.requireForStart(folder, Long.MAX_VALUE / 2))
        .isInstanceOf(DatabaseTrouble.class)
        .hasMessageStartingWith("data.folder: the disk of " + folder + " is full: ")
        .hasMessageContaining("expected: >= ")
        .hasMessageNotContaining("\n");
    assertThatNoException().isThrownBy(() -> Room.requireForStart(folder, 0));
  }
}
