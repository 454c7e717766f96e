package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Refiled;
import io.drawbridge.server.delivery.log.LogEntry.Target;
import java.util.List;
import java.util.Optional;

/**
 * Replaces a file of a message by a newer version, or takes it away with all its versions: by the
 * author of the message, not after its deletion.
 *
 * @param version the newer version; empty takes the file away
 */
public record MessageFiles(long target, FileId file, Optional<Version> version, RequestKey key)
    implements Append {
  /** A whole upload of the author's, and what it is for. */
  public record Version(FileId upload, Optional<String> note) {}

  @Override
  public Action.Post right() {
    return version.isPresent() ? Action.Post.REPLACE_FILE : Action.Post.DELETE_OWN;
  }

  @Override
  public Optional<Long> subject() {
    return Optional.of(target);
  }

  @Override
  public Optional<Claim> claim() {
    return Claim.whole(target);
  }

  @Override
  public Optional<String> written() {
    return version.map(it -> it.note().orElse(""));
  }

  @Override
  public List<FileId> uploads() {
    return version.map(it -> List.of(it.upload())).orElse(List.of());
  }

  @Override
  public boolean rewords() {
    return true;
  }

  @Override
  public Content write(Draft draft) {
    Target message = draft.target(target);
    draft.requireRight();
    List<FileView> files =
        version.isPresent()
            ? draft.replace(target, file, version.get())
            : draft.detach(target, file);
    return new Refiled(message, files);
  }
}
