package io.drawbridge.server.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects that a page's scripts can reach, as V8 writes them: a graph of nodes and edges in
 * flat lists of numbers. What only the driver of the test holds (elements that it found, as its
 * console's handles) does not count.
 */
final class HeapSnapshot {
  private static final String OF_THE_DRIVER = "/ DevTools console";
  private static final String WEAK = "weak";
  private static final int STEPS_SHOWN = 12;

  private final int[] nodes;
  private final int[] edges;
  private final String[] strings;
  private final int nodeFields;
  private final int edgeFields;
  private final int name;
  private final int edgeCount;
  private final List<String> edgeTypes;

  HeapSnapshot(String json) {
    JsonNode all = new JsonMapper().readTree(json);
    JsonNode meta = all.get("snapshot").get("meta");
    nodes = numbers(all.get("nodes"));
    edges = numbers(all.get("edges"));
    strings = texts(all.get("strings")).toArray(String[]::new);
    List<String> fields = texts(meta.get("node_fields"));
    nodeFields = fields.size();
    name = fields.indexOf("name");
    edgeCount = fields.indexOf("edge_count");
    edgeFields = meta.get("edge_fields").size();
    edgeTypes = texts(meta.get("edge_types").get(0));
  }

  /** The number of objects. */
  int size() {
    return nodes.length / nodeFields;
  }

  /** What holds each object that has this in its text or its name, from it up; at most ten. */
  List<String> holders(String text) {
    int[] first = firstEdges();
    int[] heldBy = new int[size()];
    Arrays.fill(heldBy, -1);
    int[] queue = new int[size()];
    int end = 1;
    List<String> found = new ArrayList<>();
    for (int at = 0; at < end; at++) {
      int node = queue[at];
      if (nameOf(node).contains(text) && found.size() < 10) {
        found.add(path(node, heldBy));
      }
      for (int edge = first[node]; edge < first[node + 1]; edge++) {
        int to = edges[edge * edgeFields + 2] / nodeFields;
        if (to != 0 && heldBy[to] < 0 && counts(edge)) {
          heldBy[to] = node;
          queue[end++] = to;
        }
      }
    }
    return found;
  }

  private boolean counts(int edge) {
    String type = edgeTypes.get(edges[edge * edgeFields]);
    return switch (type) {
      case WEAK -> false;
      case "internal", "property", "shortcut", "context" ->
          !strings[edges[edge * edgeFields + 1]].endsWith(OF_THE_DRIVER);
      default -> true;
    };
  }

  private String path(int node, int[] heldBy) {
    StringBuilder path = new StringBuilder();
    int at = node;
    for (int step = 0; step < STEPS_SHOWN && at >= 0; step++) {
      path.append(step == 0 ? "" : " < ").append(nameOf(at));
      at = heldBy[at];
    }
    return path.toString();
  }

  private String nameOf(int node) {
    return strings[nodes[node * nodeFields + name]];
  }

  private int[] firstEdges() {
    int[] first = new int[size() + 1];
    for (int node = 0; node < size(); node++) {
      first[node + 1] = first[node] + nodes[node * nodeFields + edgeCount];
    }
    return first;
  }

  private static int[] numbers(JsonNode list) {
    int[] numbers = new int[list.size()];
    int at = 0;
    for (JsonNode each : list) {
      numbers[at++] = each.intValue();
    }
    return numbers;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>(list.size());
    list.forEach(each -> texts.add(each.isString() ? each.stringValue() : ""));
    return texts;
  }
}
