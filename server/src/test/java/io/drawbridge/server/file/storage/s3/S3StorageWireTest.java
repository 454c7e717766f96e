package io.drawbridge.server.file.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StorageContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A bucket keeps files as a folder does. */
final class S3StorageWireTest implements StorageContract {
  @AutoClose private static final TestS3 S3 = TestS3.start();
  @AutoClose private static final S3Storage STORAGE = open();

  private static S3Storage open() {
    try {
      Path parts = Files.createTempDirectory("drawbridge-parts-");
      Files.createFile(parts.resolve("part-left"));
      S3Storage storage = S3Storage.open(S3.place(), parts);
      assertThat(parts).isEmptyDirectory();
      return storage;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FileStorage storage() {
    return STORAGE;
  }

  @Test
  void probeTellsWhetherTheBucketCanBeWritten() throws IOException {
    STORAGE.probe();
    try (S3Storage elsewhere = S3Storage.prober(S3.place("nowhere"))) {
      assertThatThrownBy(elsewhere::probe).isInstanceOf(IOException.class);
    }
    assertThat(S3.place().where()).doesNotContain("test-secret");
    assertThat(S3.place().toString()).doesNotContain("test-secret");
  }
}
