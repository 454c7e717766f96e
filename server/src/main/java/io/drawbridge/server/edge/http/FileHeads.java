package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.file.FileView;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The answer to a request for a file: its head, and which bytes follow. Whatever a file holds, it
 * is nothing to a browser but bytes: it is saved unless it is a picture, a sound, a film or a PDF,
 * and even those run nothing.
 *
 * @param head with the length of what follows
 * @param body the bytes that follow
 */
public record FileHeads(HttpResponse head, ByteRange body) {
  private static final String SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'";
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final ByteRange NOTHING = new ByteRange(0, 0);

  /** Types that browsers show and that hold no code: not SVG, which does. */
  private static final Set<String> SHOWN =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/avif",
          "image/bmp",
          "audio/mpeg",
          "audio/mp4",
          "audio/ogg",
          "audio/vorbis",
          "audio/opus",
          "audio/x-wav",
          "audio/vnd.wave",
          "audio/x-flac",
          "video/mp4",
          "video/webm",
          "video/ogg",
          "video/quicktime",
          "application/pdf");

  /** Answers a request for a file; {@code bodiless} if it only asks for the head. */
  public static FileHeads of(
      HttpHeaders request, FileView file, Responses responses, boolean bodiless) {
    String tag = '"' + file.sha256() + '"';
    if (named(request, HttpHeaderNames.IF_NONE_MATCH, tag)) {
      return new FileHeads(head(responses, file, tag, HttpResponseStatus.NOT_MODIFIED), NOTHING);
    }
    boolean same =
        !request.contains(HttpHeaderNames.IF_RANGE)
            || tag.equals(request.get(HttpHeaderNames.IF_RANGE));
    ByteRange.Asked asked =
        same
            ? ByteRange.of(request.getAll(HttpHeaderNames.RANGE), file.size())
            : new ByteRange.Asked.Whole();
    return switch (asked) {
      case ByteRange.Asked.Whole() -> {
        HttpResponse head = head(responses, file, tag, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, file.size());
        yield new FileHeads(head, bodiless ? NOTHING : new ByteRange(0, file.size()));
      }
      case ByteRange.Asked.Part(ByteRange part) -> {
        HttpResponse head = head(responses, file, tag, HttpResponseStatus.PARTIAL_CONTENT);
        head.headers()
            .set(HttpHeaderNames.CONTENT_LENGTH, part.length())
            .set(
                HttpHeaderNames.CONTENT_RANGE,
                "bytes %d-%d/%d"
                    .formatted(part.start(), part.start() + part.length() - 1, file.size()));
        yield new FileHeads(head, bodiless ? NOTHING : part);
      }
      case ByteRange.Asked.Outside() -> {
        HttpResponse head =
            head(responses, file, tag, HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        head.headers()
            .set(HttpHeaderNames.CONTENT_LENGTH, 0)
            .set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + file.size());
        yield new FileHeads(head, NOTHING);
      }
    };
  }

  private static HttpResponse head(
      Responses responses, FileView file, String tag, HttpResponseStatus status) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    responses.common(head.headers());
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, file.type())
        .set(HttpHeaderNames.CONTENT_DISPOSITION, disposition(file))
        .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, SANDBOX)
        .set(HttpHeaderNames.ACCEPT_RANGES, "bytes")
        .set(HttpHeaderNames.ETAG, tag);
    return head;
  }

  private static boolean named(HttpHeaders request, CharSequence header, String tag) {
    List<String> values = request.getAll(header);
    return values.stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .map(String::strip)
        .anyMatch(value -> value.equals(tag) || value.equals("*"));
  }

  /** The name in the one form that every browser reads, and all others as ASCII. */
  private static String disposition(FileView file) {
    String kind = SHOWN.contains(file.type()) ? "inline" : "attachment";
    return "%s; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(kind, ascii(file.name()), percent(file.name()));
  }

  private static String ascii(String name) {
    StringBuilder ascii = new StringBuilder();
    name.codePoints()
        .map(c -> c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' ? '_' : c)
        .forEach(ascii::appendCodePoint);
    return ascii.toString();
  }

  private static String percent(String name) {
    StringBuilder coded = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      coded.append(UNRESERVED.indexOf(c) >= 0 ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return coded.toString();
  }
}
