package io.drawbridge.client.file;

import io.drawbridge.client.HttpCaller;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.api.Commands;
import io.drawbridge.client.background.Backoff;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.file.FileName;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.protocol.text.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Moves the bytes of files, as a stream from or to the disk. What was cut goes on where it stopped,
 * a few times. Thread-safe; never blocks the caller.
 */
public final class Transfers {

  private static final FrameCodec CODEC = new FrameCodec();
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int OK = 200;
  private static final int PART = 206;
  private static final int UNAUTHENTICATED = 401;

  /** The attempts in a row that may bring nothing. */
  private static final int FRUITLESS_MAX = 5;

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ZERO);

  private final Supplier<HttpClient> http;
  private final Function<String, URI> address;
  private final Tokens tokens;
  private final Commands commands;
  private final Executor threads;

  /** Gives access tokens. */
  public interface Tokens {

    /** Returns a good token; a newer one after the last was refused. */
    Secret get(boolean refused);
  }

  /**
   * Makes it; a client has one.
   *
   * @param address of a path below the server's
   * @param threads whose tasks may block
   */
  public Transfers(
      Supplier<HttpClient> http,
      Function<String, URI> address,
      Tokens tokens,
      Commands commands,
      Executor threads) {
    this.http = http;
    this.address = address;
    this.tokens = tokens;
    this.commands = commands;
    this.threads = threads;
  }

  /**
   * Uploads a file for a conversation. The future has the id by which {@link #send} carries it, and
   * fails with {@link RequestFailed} if the server refuses it.
   */
  public CompletableFuture<FileId> upload(
      ConversationId conversation, Path file, Progress progress) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return uploaded(conversation, file, progress);
          } catch (IOException failed) {
            throw new CompletionException(failed);
          }
        },
        threads);
  }

  /** Sends a message with uploads; its text may be empty. */
  public CompletableFuture<Sent> send(
      ConversationId conversation, String text, List<FileId> uploads) {
    return commands.call(
        new MessageCommand.Send(
            commands.nextClientId(),
            conversation,
            text,
            Optional.empty(),
            Optional.empty(),
            Optional.of(uploads)));
  }

  /**
   * Shares a file with the owner of an address, who may be from outside: in the DM with them, which
   * is found or made. There is no access to a file but by a conversation.
   */
  public CompletableFuture<Sent> share(
      Optional<WorkspaceId> workspace, String email, Path file, String text, Progress progress) {
    return commands
        .call(new DmCommand.Open(commands.nextClientId(), workspace, List.of(), Optional.of(email)))
        .thenCompose(dm -> {
          ConversationId conversation = dm.conversation().conversation();
          return upload(conversation, file, progress)
              .thenCompose(uploaded -> send(conversation, text, List.of(uploaded)));
        });
  }

  /**
   * Downloads the present version of a file. It is written beside the target first, and takes its
   * place once it is whole and its SHA-256 is right. Fails with {@link RequestFailed} if the server
   * refuses it.
   */
  public CompletableFuture<Path> download(FileId file, Path target, Progress progress) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return downloaded(file, target, progress);
          } catch (IOException failed) {
            throw new CompletionException(failed);
          }
        },
        threads);
  }

  /**
   * Reads a picture in small, as JPEG or PNG, if it has thumbnails. Fails with {@link
   * RequestFailed} if the server refuses it.
   */
  public CompletableFuture<byte[]> thumbnail(FileId file, ThumbnailSize size) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return drawn(file, size);
          } catch (IOException failed) {
            throw new CompletionException(failed);
          }
        },
        threads);
  }

  private byte[] drawn(FileId file, ThumbnailSize size) throws IOException {
    String path = "/v1/files/%s/thumbnail?size=%s".formatted(file, size.wire());
    HttpResponse<byte[]> answer = exchange(request(path, false).GET(), BodyHandlers.ofByteArray());
    if (answer.statusCode() == UNAUTHENTICATED) {
      answer = exchange(request(path, true).GET(), BodyHandlers.ofByteArray());
    }
    if (answer.statusCode() != OK) {
      throw HttpCaller.refused("file.thumbnail", answer.statusCode(), answer.body());
    }
    return answer.body();
  }

  private FileId uploaded(ConversationId conversation, Path file, Progress progress)
      throws IOException {
    long size = Files.size(file);
    String name = FileName.of(String.valueOf(file.getFileName()));
    FileId id = commands.files().begin(conversation, name, size).join().file();
    long received = 0;
    boolean refused = false;
    for (int fruitless = 0; fruitless < FRUITLESS_MAX; fruitless++) {
      try {
        HttpResponse<byte[]> answer = put(id, file, received, size, refused, progress);
        refused = answer.statusCode() == UNAUTHENTICATED;
        if (answer.statusCode() == OK && received(answer) == size) {
          return id;
        }
        if (!refused && !passes(answer)) {
          throw HttpCaller.refused("file.upload", answer.statusCode(), answer.body());
        }
      } catch (IOException cut) {
        refused = false;
      }
      pause(fruitless);
      long before = received;
      received = commands.files().progress(id).join().received();
      fruitless = received > before ? -1 : fruitless;
    }
    throw new IOException("the upload was cut again and again");
  }

  private HttpResponse<byte[]> put(
      FileId id, Path file, long from, long size, boolean refused, Progress progress)
      throws IOException {
    BodyPublisher rest =
        size == from
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> stream(file, from, size, progress)),
                size - from);
    return exchange(
        request("/v1/files/" + id + "?offset=" + from, refused).expectContinue(true).PUT(rest),
        BodyHandlers.ofByteArray());
  }

  private static InputStream stream(Path file, long from, long size, Progress progress) {
    try {
      InputStream in = Files.newInputStream(file);
      in.skipNBytes(from);
      return new Told(in, from, size, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long received(HttpResponse<byte[]> answer) {
    return CODEC.decodeResult(answer.body()) instanceof MessageResult.Upload upload
        ? upload.received()
        : -1;
  }

  private Path downloaded(FileId file, Path target, Progress progress) throws IOException {
    Path beside = target.resolveSibling(target.getFileName() + ".part");
    Files.deleteIfExists(beside);
    Optional<String> tag = Optional.empty();
    boolean refused = false;
    for (int fruitless = 0; fruitless < FRUITLESS_MAX; fruitless++) {
      long have = Files.exists(beside) ? Files.size(beside) : 0;
      boolean whole = false;
      try {
        HttpResponse<InputStream> answer = get(file, have, tag, refused);
        try (InputStream in = answer.body()) {
          refused = answer.statusCode() == UNAUTHENTICATED;
          if (answer.statusCode() == OK || answer.statusCode() == PART) {
            tag = answer.headers().firstValue("etag");
            long start = answer.statusCode() == PART ? have : 0;
            long all = start + answer.headers().firstValueAsLong("content-length").orElse(0);
            write(in, beside, start, all, progress);
            whole = true;
          } else if (!refused && !laterMaybe(answer.statusCode())) {
            Files.deleteIfExists(beside);
            throw HttpCaller.refused("file.download", answer.statusCode(), in.readAllBytes());
          }
        }
      } catch (IOException cut) {
        refused = false;
      }
      if (whole) {
        return finished(beside, target, tag);
      }
      pause(fruitless);
      long now = Files.exists(beside) ? Files.size(beside) : 0;
      fruitless = now > have ? -1 : fruitless;
    }
    Files.deleteIfExists(beside);
    throw new IOException("the download was cut again and again");
  }

  private HttpResponse<InputStream> get(
      FileId file, long have, Optional<String> tag, boolean refused) throws IOException {
    HttpRequest.Builder request = request("/v1/files/" + file, refused).GET();
    if (have > 0 && tag.isPresent()) {
      request.header("Range", "bytes=%d-".formatted(have)).header("If-Range", tag.get());
    }
    return exchange(request, BodyHandlers.ofInputStream());
  }

  private static void write(InputStream in, Path to, long start, long all, Progress progress)
      throws IOException {
    try (OutputStream out =
        Files.newOutputStream(
            to,
            StandardOpenOption.CREATE,
            start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] some = new byte[BUFFER_BYTES];
      long done = start;
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        out.write(some, 0, read);
        done += read;
        progress.at(done, all);
      }
    }
  }

  private static Path finished(Path beside, Path target, Optional<String> tag) throws IOException {
    String hash = "\"" + Hashes.sha256(beside) + "\"";
    if (!tag.equals(Optional.of(hash))) {
      Files.deleteIfExists(beside);
      throw new CompletionException(new IOException("the file is not what the server says it is"));
    }
    return Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private HttpRequest.Builder request(String path, boolean refused) {
    return HttpRequest.newBuilder(address.apply(path))
        .header("Authorization", "Bearer " + tokens.get(refused).value());
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) throws IOException {
    try {
      return http.get().send(request.build(), handler);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    }
  }

  /**
   * It goes on elsewhere ({@code conflict}) while the server still saves what came before a cut.
   */
  private static boolean passes(HttpResponse<byte[]> answer) {
    return answer.statusCode() == OK
        || answer.statusCode() == ErrorCode.CONFLICT.httpStatus()
        || laterMaybe(answer.statusCode());
  }

  private static boolean laterMaybe(int status) {
    return status == ErrorCode.BUSY.httpStatus() || status == ErrorCode.RATE_LIMITED.httpStatus();
  }

  /** Waits on a thread that may be blocked; after the first attempt that brought nothing, not. */
  private static void pause(int fruitless) {
    if (fruitless == 0) {
      return;
    }
    try {
      Thread.sleep(BACKOFF.before(fruitless, ThreadLocalRandom.current()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CompletionException(stopped);
    }
  }
}
