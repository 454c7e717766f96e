package io.drawbridge.server.web.heap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects that a page's scripts can reach, as V8 writes them: a graph of nodes and edges in
 * flat lists of numbers. What only the driver of the test holds (elements that it found, as its
 * console's handles) does not count.
 */
public final class HeapSnapshot {
  private static final String OF_THE_DRIVER = "/ DevTools console";

  /** An entry of a weak map is held by its key, and not by the map's table, which has it too. */
  private static final Pattern WEAK_ENTRY = Pattern.compile("pair in WeakMap \\(table @(\\d+)\\)");

  private static final int FOUND_MAX = 10;
  private static final int STEPS_SHOWN = 16;

  private final int[] nodes;
  private final int[] edges;
  private final String[] strings;
  private final List<String> nodeFields;
  private final int edgeFields;
  private final List<String> edgeTypes;
  private final int[] firstEdge;

  /** Reads it as the browser writes it. */
  public HeapSnapshot(String json) {
    JsonNode all = new JsonMapper().readTree(json);
    JsonNode meta = all.get("snapshot").get("meta");
    nodes = numbers(all.get("nodes"));
    edges = numbers(all.get("edges"));
    strings = texts(all.get("strings")).toArray(String[]::new);
    nodeFields = texts(meta.get("node_fields"));
    edgeFields = meta.get("edge_fields").size();
    edgeTypes = texts(meta.get("edge_types").get(0));
    firstEdge = firstEdges();
  }

  /** What holds each object that has this in its text or its name, from it up; at most ten. */
  public List<String> holders(String text) {
    // The edge by which each object was reached first, from the root on.
    int[] reachedBy = new int[size()];
    Arrays.fill(reachedBy, -1);
    int[] from = new int[size()];
    int[] queue = new int[size()];
    int end = 1;
    List<String> found = new ArrayList<>();
    for (int at = 0; at < end && found.size() < FOUND_MAX; at++) {
      int node = queue[at];
      if (nameOf(node).contains(text)) {
        found.add(path(node, reachedBy, from));
      }
      for (int edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++) {
        int to = edges[edge * edgeFields + 2] / nodeFields.size();
        if (to != 0 && reachedBy[to] < 0 && holds(node, edge)) {
          reachedBy[to] = edge;
          from[to] = node;
          queue[end++] = to;
        }
      }
    }
    return found;
  }

  /** The number of objects. */
  private int size() {
    return nodes.length / nodeFields.size();
  }

  private boolean holds(int node, int edge) {
    String name = nameOfEdge(edge);
    Matcher weak = WEAK_ENTRY.matcher(name);
    return !edgeType(edge).equals("weak")
        && !name.endsWith(OF_THE_DRIVER)
        && !(weak.find() && Integer.parseInt(weak.group(1)) == field(node, "id"));
  }

  private String path(int node, int[] reachedBy, int[] from) {
    StringBuilder path = new StringBuilder(nameOf(node));
    int at = node;
    for (int step = 0; step < STEPS_SHOWN && at != 0; step++) {
      path.append(" = .").append(nameOfEdge(reachedBy[at]));
      at = from[at];
      path.append(" of ").append(nameOf(at));
    }
    return path.toString();
  }

  private String nameOf(int node) {
    return strings[field(node, "name")];
  }

  private int field(int node, String name) {
    return nodes[node * nodeFields.size() + nodeFields.indexOf(name)];
  }

  private String edgeType(int edge) {
    return edgeTypes.get(edges[edge * edgeFields]);
  }

  /** Elements of lists have numbers. */
  private String nameOfEdge(int edge) {
    int name = edges[edge * edgeFields + 1];
    return switch (edgeType(edge)) {
      case "element", "hidden" -> Integer.toString(name);
      default -> strings[name];
    };
  }

  private int[] firstEdges() {
    int[] first = new int[size() + 1];
    for (int node = 0; node < size(); node++) {
      first[node + 1] = first[node] + field(node, "edge_count");
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
