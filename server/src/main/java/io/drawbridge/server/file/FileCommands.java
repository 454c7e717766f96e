package io.drawbridge.server.file;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.file.download.Downloads;
import io.drawbridge.server.file.picture.Pictures;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.upload.UploadLimits;
import io.drawbridge.server.file.upload.Uploads;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The commands about files, ready to be registered, and the ways of their bytes. */
public final class FileCommands implements Feature {
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

  private final Pictures pictures;
  private final Uploads uploads;
  private final FileTransfers transfers;
  private final BeginUpload begin;
  private final ChangeFiles change;
  private final ListFiles list;

  public FileCommands(
      Platform platform,
      Access access,
      WriterLanes lanes,
      FileStorage storage,
      UploadLimits limits,
      Pictures pictures) {
    RequestKeys keys = new RequestKeys(platform.codec());
    this.pictures = pictures;
    this.uploads =
        new Uploads(
            platform.database(),
            platform.ids(),
            access.gate(),
            storage,
            limits,
            pictures,
            new RememberedAnswers(platform.codec()));
    Downloads downloads = new Downloads(platform.database(), access.gate(), storage);
    this.transfers = new FileTransfers(uploads, downloads);
    this.begin = new BeginUpload(access.gate(), uploads, keys);
    this.change = new ChangeFiles(access.gate(), lanes, keys);
    this.list = new ListFiles(access, new FileStore(platform.database()), downloads);
    platform.metrics().gauge(MetricName.UPLOADS, uploads, Uploads::underWay);
    platform.metrics().gauge(MetricName.FILE_BYTES, uploads, Uploads::storedBytes);
  }

  @Override
  public void register(Commands commands) {
    commands.on(MessageCommand.BeginUpload.class, begin::handle);
    commands.on(
        MessageCommand.ShowUpload.class,
        (caller, command) ->
            CompletableFuture.completedFuture(
                Answer.own(uploads.progress(caller, command.file()))));
    commands.on(
        MessageCommand.CancelUpload.class,
        (caller, command) -> {
          uploads.cancel(caller, command.file());
          return CompletableFuture.completedFuture(Answer.own(new Done()));
        });
    commands.on(MessageCommand.ReplaceFile.class, change::replace);
    commands.on(MessageCommand.RemoveFile.class, change::remove);
    commands.on(MessageCommand.ListFiles.class, list::list);
    commands.on(MessageCommand.ListSharedFiles.class, list::shared);
    commands.on(MessageCommand.ListVersions.class, list::versions);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(new PeriodicTask("deleting bytes of files", SWEEP_EVERY, uploads::sweep));
  }

  @Override
  public void close() {
    pictures.close();
  }

  /** The ways of the bytes. */
  public FileTransfers transfers() {
    return transfers;
  }
}
