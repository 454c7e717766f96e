package io.drawbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootCheckTest {
  @TempDir Path folder;

  private String path(String... programs) throws IOException {
    for (String name : List.of(programs)) {
      Files.createFile(
          folder.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    return "/nowhere:" + folder;
  }

  @Test
  void rootWithoutTheProgramsIsToldWhichAreMissing() throws IOException {
    assertThat(RootCheck.examine("root", "Linux", path("id")))
        .hasValueSatisfying(found -> {
          assertThat(found.ok()).isFalse();
          assertThat(found.detail()).startsWith("no unshare (expected: unshare of util-linux");
        });
  }

  @Test
  void rootWithTheProgramsIsToldOfABetterUser() throws IOException {
    assertThat(RootCheck.examine("root", "Linux", path("id", "unshare")))
        .hasValueSatisfying(found -> {
          assertThat(found.ok()).isTrue();
          assertThat(found.detail()).startsWith("note: ");
        });
  }

  @Test
  void nobodyElseNeedsThem() throws IOException {
    assertThat(RootCheck.examine("drawbridge", "Linux", path())).isEmpty();
    assertThat(RootCheck.examine("root", "Mac OS X", path())).isEmpty();
  }
}
