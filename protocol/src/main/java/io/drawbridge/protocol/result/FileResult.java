package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.file.FileVersion;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.id.FileId;
import java.time.Instant;
import java.util.List;

/** The results of commands about files. */
public sealed interface FileResult extends Result {

  /**
   * An upload.
   *
   * @param file its id, by which a message will carry it
   * @param received bytes that the server has, and keeps
   * @param size bytes of the whole
   * @param expiresAt when it is given up if nothing comes
   */
  @JsonTypeName("upload")
  record Upload(FileId file, long received, long size, Instant expiresAt) implements FileResult {}

  /**
   * Files with their messages.
   *
   * @param files those of the newest message first
   * @param moreBefore there are some of earlier messages
   */
  @JsonTypeName("files")
  record Files(List<SharedFile> files, boolean moreBefore) implements FileResult {

    /** Copies the list. */
    public Files {
      files = List.copyOf(files);
    }
  }

  /**
   * The versions of a file.
   *
   * @param versions the newest first
   */
  @JsonTypeName("versions")
  record Versions(List<FileVersion> versions) implements FileResult {

    /** Copies the list. */
    public Versions {
      versions = List.copyOf(versions);
    }
  }
}
