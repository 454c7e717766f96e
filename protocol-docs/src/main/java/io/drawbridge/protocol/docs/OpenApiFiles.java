package io.drawbridge.protocol.docs;

import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.MessageResult;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the way of the bytes of files, which is by HTTP alone. */
final class OpenApiFiles {
  private static final String DESCRIPTION = "description";
  private static final String JSON_TYPE = "application/json";
  private static final String BYTES_TYPE = "application/octet-stream";

  private OpenApiFiles() {}

  static void add(ObjectNode paths, Schemas schemas) {
    ObjectNode path = paths.putObject("/v1/files/{file}");
    path.set("put", upload(schemas));
    path.set("get", download(schemas));
    paths.putObject("/v1/files/{file}/thumbnail").set("get", thumbnail(schemas));
  }

  private static ObjectNode upload(Schemas schemas) {
    ObjectNode operation =
        operation(
            "file.upload",
            "Brings bytes of an upload, from the offset on, with a length or in chunks.",
            "offset");
    operation
        .putObject("requestBody")
        .put("required", true)
        .putObject("content")
        .putObject(BYTES_TYPE);
    ObjectNode responses = operation.putObject("responses");
    json(
        responses.putObject("200"),
        "what the server has and keeps",
        schemas,
        MessageResult.Upload.class);
    json(responses.putObject("default"), "it was refused", schemas, ErrorFrame.class);
    return operation;
  }

  private static ObjectNode download(Schemas schemas) {
    ObjectNode operation =
        operation(
            "file.download",
            "Gives the bytes of a file to who sees its message; takes one Range, If-Range and"
                + " If-None-Match.",
            "version");
    ObjectNode responses = operation.putObject("responses");
    bytes(responses.putObject("200"), "the bytes, of the type that their content shows");
    bytes(responses.putObject("206"), "a part of them");
    responses.putObject("304").put(DESCRIPTION, "they are those that the client has");
    responses.putObject("416").put(DESCRIPTION, "there is no such part");
    json(responses.putObject("default"), "it was refused", schemas, ErrorFrame.class);
    return operation;
  }

  private static ObjectNode thumbnail(Schemas schemas) {
    ObjectNode operation =
        operation(
            "file.thumbnail",
            "Gives a picture in small to who sees its message: no edge is longer than 160 pixels"
                + " (small) or 640 (large).",
            "version");
    operation
        .withArray("parameters")
        .addObject()
        .put("name", "size")
        .put("in", "query")
        .put("required", true)
        .putObject("schema")
        .put("type", "string")
        .putArray("enum")
        .add("small")
        .add("large");
    ObjectNode responses = operation.putObject("responses");
    bytes(responses.putObject("200"), "the picture, as JPEG or PNG");
    responses.putObject("304").put(DESCRIPTION, "it is the one that the client has");
    json(responses.putObject("default"), "it was refused", schemas, ErrorFrame.class);
    return operation;
  }

  private static ObjectNode operation(String id, String text, String number) {
    ObjectNode operation =
        JsonNodeFactory.instance.objectNode().put("operationId", id).put(DESCRIPTION, text);
    operation.putArray("tags").add("file");
    operation.putArray("security").addObject().putArray("access_token");
    var parameters = operation.putArray("parameters");
    parameters
        .addObject()
        .put("name", "file")
        .put("in", "path")
        .put("required", true)
        .putObject("schema")
        .put("type", "string");
    parameters
        .addObject()
        .put("name", number)
        .put("in", "query")
        .put("required", false)
        .putObject("schema")
        .put("type", "integer");
    return operation;
  }

  private static void bytes(ObjectNode response, String text) {
    response.put(DESCRIPTION, text).putObject("content").putObject("*/*");
  }

  private static void json(ObjectNode response, String text, Schemas schemas, Class<?> type) {
    response
        .put(DESCRIPTION, text)
        .putObject("content")
        .putObject(JSON_TYPE)
        .set("schema", schemas.reference(type, false));
  }
}
