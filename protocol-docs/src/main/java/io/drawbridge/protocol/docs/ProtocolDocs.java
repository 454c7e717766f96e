package io.drawbridge.protocol.docs;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The descriptions of the protocol, each made again whenever it is asked for. */
public final class ProtocolDocs {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ProtocolDocs() {}

  /** The HTTP door as an OpenAPI 3.1 document, JSON in UTF-8. */
  public static byte[] openApi() {
    return bytes(OpenApi.document());
  }

  /** The WebSocket as an AsyncAPI 3.0 document, JSON in UTF-8. */
  public static byte[] asyncApi() {
    return bytes(AsyncApi.document());
  }

  /** The page docs/protocol.md. */
  public static String page() {
    return ProtocolPage.text();
  }

  private static byte[] bytes(ObjectNode document) {
    return MAPPER.writeValueAsBytes(document);
  }
}
