package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.ConversationId;
import io.netty.handler.codec.http.HttpMethod;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The thing below {@code /v1/} that a request names by its path. A path exists only if it is
 * spelled exactly as we spell it.
 */
public sealed interface Target {
  /** The WebSocket. */
  record Socket() implements Target {}

  /** A command, also one that does not exist. */
  record Command(String type) implements Target {}

  /** The export of the audit log of a workspace. */
  record Export(String workspace) implements Target {}

  /**
   * A list of addresses that are to be invited into a conversation.
   *
   * @param uri with its parameters
   */
  record Additions(ConversationId conversation, String uri) implements Target {}

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
    private static final Pattern EXPORT = Pattern.compile("/v1/audit/(w_[0-9a-z]{13})");
    private static final Pattern ADDITIONS =
        Pattern.compile("/v1/additions/(c_[0-9a-z]{13})(?:\\?.*)?");

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
        return new Export(export.group(1));
      }
      Matcher additions = ADDITIONS.matcher(path);
      return additions.matches() ? additions(additions.group(1), path) : new Nothing();
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
