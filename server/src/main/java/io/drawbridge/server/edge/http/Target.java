package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.mail.MailedLinks;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The thing that a request names by its path. A path exists only if it is spelled exactly as we
 * spell it.
 */
public sealed interface Target {
  /** The WebSocket. */
  record Socket() implements Target {}

  /** A command, also one that does not exist. */
  record Command(String type) implements Target {}

  /**
   * An export: of the audit log of a workspace, of a workspace, or of one's own account.
   *
   * @param part the command that gives the part behind a cursor
   * @param after the cursor behind which it goes on
   */
  record Export(Function<Optional<String>, AuditCommand<AuditPart>> part, Optional<String> after)
      implements Target {}

  /**
   * A list of addresses that are to be invited into a conversation.
   *
   * @param uri with its parameters
   */
  record Additions(ConversationId conversation, String uri) implements Target {}

  /**
   * The bytes of a file, or of an upload.
   *
   * @param version which of them to read; the present one if absent
   * @param offset where an upload goes on; its start if absent
   * @param thumbnail which of its thumbnails to read; itself if absent
   */
  record File(
      FileId file,
      Optional<Integer> version,
      Optional<Long> offset,
      Optional<ThumbnailSize> thumbnail)
      implements Target {
    /** Returns whether a request with this method reads it. */
    public boolean isRead(HttpMethod method) {
      return offset.isEmpty() && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }

    /** Returns whether a request with this method brings bytes of it. */
    public boolean isUploaded(HttpMethod method) {
      return version.isEmpty() && thumbnail.isEmpty() && method.equals(HttpMethod.PUT);
    }
  }

  /** A link by which a mail program stops mails: its token. */
  record Stop(String token) implements Target {}

  /** An incoming webhook, called by its secret (G-30). */
  record Hook(WebhookId webhook, Secret secret) implements Target {}

  /** Nothing that there is. */
  record Nothing() implements Target {}

  /** The thing that a path names; {@code path} comes without the prefix of the server. */
  static Target of(HttpMethod method, String path) {
    return Paths.target(method, path);
  }

  /** The paths as we spell them. */
  final class Paths {
    private static final String SOCKET = "/v1/ws";
    private static final Pattern COMMAND = Pattern.compile("/v1/([a-z_]{1,32}\\.[a-z_]{1,32})");
    private static final Pattern EXPORT =
        Pattern.compile(
            "/v1/(?:audit/(w_[0-9a-z]{13})|export/(w_[0-9a-z]{13}|me)"
                + "(?:\\?(private)|\\?after=([0-9a-z_.~-]{1,512}))?)");
    private static final Pattern STOP =
        Pattern.compile(MailedLinks.STOP_AT_ONCE + "([0-9A-Za-z_-]{1,1024})");
    private static final Pattern ADDITIONS =
        Pattern.compile("/v1/additions/(c_[0-9a-z]{13})(?:\\?.*)?");

    private static final Pattern FILE =
        Pattern.compile(
            "/v1/files/(f_[0-9a-z]{13})(?:\\?version=([0-9]{1,6})|\\?offset=([0-9]{1,16})"
                + "|/thumbnail\\?size=(small|large)(?:&version=([0-9]{1,6}))?)?");

    private static final Pattern HOOK =
        Pattern.compile("/hooks/(h_[0-9a-z]{13})/([A-Za-z0-9_-]{1,64})");

    private Paths() {}

    private static Target target(HttpMethod method, String path) {
      if (path.equals(SOCKET) && method.equals(HttpMethod.GET)) {
        return new Socket();
      }
      Matcher command = COMMAND.matcher(path);
      if (command.matches()) {
        return new Command(command.group(1));
      }
      Matcher export = EXPORT.matcher(path);
      if (export.matches()) {
        return export(export);
      }
      Matcher stop = STOP.matcher(path);
      if (stop.matches()) {
        return new Stop(stop.group(1));
      }
      Matcher file = FILE.matcher(path);
      if (file.matches()) {
        return file(file);
      }
      Matcher hook = HOOK.matcher(path);
      if (hook.matches()) {
        return hook(hook.group(1), new Secret(hook.group(2)));
      }
      Matcher additions = ADDITIONS.matcher(path);
      return additions.matches() ? additions(additions.group(1), path) : new Nothing();
    }

    private static Target export(Matcher path) {
      Optional<String> after = Optional.ofNullable(path.group(4));
      Optional<Boolean> unread = Optional.ofNullable(path.group(3)).map(_ -> true);
      try {
        if (path.group(1) != null) {
          WorkspaceId audited = WorkspaceId.parse(path.group(1));
          return new Export(
              it -> new AuditCommand.Export(audited, Optional.empty(), it), Optional.empty());
        }
        if (path.group(2).equals("me")) {
          return unread.isPresent()
              ? new Nothing()
              : new Export(AuditCommand.ExportAccount::new, after);
        }
        WorkspaceId exported = WorkspaceId.parse(path.group(2));
        return new Export(it -> new AuditCommand.ExportWorkspace(exported, unread, it), after);
      } catch (ProtocolException noId) {
        return new Nothing();
      }
    }

    private static Target file(Matcher path) {
      try {
        return new File(
            FileId.parse(path.group(1)),
            Optional.ofNullable(path.group(2))
                .or(() -> Optional.ofNullable(path.group(5)))
                .map(Integer::parseInt),
            Optional.ofNullable(path.group(3)).map(Long::parseLong),
            Optional.ofNullable(path.group(4))
                .map(size -> ThumbnailSize.valueOf(size.toUpperCase(Locale.ROOT))));
      } catch (ProtocolException noId) {
        return new Nothing();
      }
    }

    private static Target hook(String webhook, Secret secret) {
      try {
        return new Hook(WebhookId.parse(webhook), secret);
      } catch (ProtocolException noId) {
        return new Nothing();
      }
    }

    private static Target additions(String conversation, String path) {
      try {
        return new Additions(ConversationId.parse(conversation), path);
      } catch (ProtocolException noId) {
        return new Nothing();
      }
    }
  }
}
