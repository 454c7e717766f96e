package io.drawbridge.server.file;

import static io.drawbridge.server.TestSteps.clientId;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.MessageResult.Upload;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

/** The steps that tests of files take. */
public final class TestFiles {
  static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 'I', 'H', 'D', 'R'
  };
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final FrameCodec CODEC = new FrameCodec();

  private final URI server;

  public TestFiles(URI server) {
    this.server = server;
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  static Upload begin(TestDoor by, ConversationId where, String name, long size) {
    return by.call(new MessageCommand.BeginUpload(clientId(), where, name, size));
  }

  /** Uploads a file whole. */
  FileId upload(TestPerson by, ConversationId where, String name, byte[] bytes) {
    FileId file = begin(by, where, name, bytes.length).file();
    HttpResponse<byte[]> answer = put(by, file, 0, bytes);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + new String(answer.body(), UTF_8));
    }
    return file;
  }

  HttpResponse<byte[]> put(TestPerson by, FileId file, long offset, byte[] bytes) {
    return send(
        request(by, "/v1/files/" + file + "?offset=" + offset)
            .PUT(BodyPublishers.ofByteArray(bytes)));
  }

  HttpResponse<byte[]> get(TestPerson by, FileId file, String... headers) {
    return get(by, "/v1/files/" + file, headers);
  }

  public HttpResponse<byte[]> get(TestPerson by, String path, String... headers) {
    HttpRequest.Builder request = request(by, path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpRequest.Builder request(TestPerson by, String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("Authorization", "Bearer " + by.tokens().accessToken().value());
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Upload read(HttpResponse<byte[]> answer) {
    return (Upload) CODEC.decodeResult(answer.body());
  }

  static MessageResult.Sent send(TestDoor by, ConversationId where, String text, FileId... files) {
    return by.call(
        new MessageCommand.Send(
            clientId(),
            where,
            text,
            Optional.empty(),
            Optional.empty(),
            Optional.of(List.of(files))));
  }

  /** Uploads a file and sends it. */
  public FileId share(TestPerson by, ConversationId where, String name, byte[] bytes) {
    FileId file = upload(by, where, name, bytes);
    send(by, where, "here is " + name, file);
    return file;
  }

  static Message newest(TestDoor by, ConversationId where) {
    return by.call(
            new MessageCommand.ShowHistory(
                where, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(1)))
        .messages()
        .getLast();
  }
}
