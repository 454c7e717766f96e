package io.drawbridge.protocol.docs;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The descriptions of the protocol. The two of the doors are made once, when first asked for. */
public final class ProtocolDocs {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ProtocolDocs() {}

  /** The HTTP door as an OpenAPI 3.1 document, JSON in UTF-8. */
  public static byte[] openApi() {
    return HttpDoor.MADE.clone();
  }

  /** The WebSocket as an AsyncAPI 3.0 document, JSON in UTF-8. */
  public static byte[] asyncApi() {
    return Socket.MADE.clone();
  }

  /** The page docs/protocol.md. */
  public static String page() {
    return ProtocolPage.text();
  }

  /** The types for TypeScript, client-sdk/js/sdk/protocol.d.ts. */
  public static String types() {
    return TypeScript.text();
  }

  /** The tables for JavaScript, client-sdk/js/sdk/protocol.js. */
  public static String tables() {
    return JavaScript.text();
  }

  private static final class HttpDoor {
    static final byte[] MADE = bytes(OpenApi.document());
  }

  private static final class Socket {
    static final byte[] MADE = bytes(AsyncApi.document());
  }

  private static byte[] bytes(ObjectNode document) {
    return MAPPER.writeValueAsBytes(document);
  }
}
