package io.drawbridge.server.canary;

import io.drawbridge.server.observe.Health;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.Metrics.Canary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last finding about each node. One that failed stays so until the node passes, or is
 * gone; that nothing could be found out takes nothing of it back. Thread-safe.
 */
final class Findings {
  private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

  private final Metrics metrics;
  private final Map<String, Finding> failed = new HashMap<>();
  private final Map<String, Finding> unable = new HashMap<>();

  private record Finding(Canary what, String why) {}

  Findings(Metrics metrics) {
    this.metrics = metrics;
  }

  synchronized void passed(String node) {
    metrics.canary(Canary.PASSED);
    unable.remove(node);
    if (failed.remove(node) != null) {
      LOG.info("the canary passes again at node {}", node);
    }
  }

  synchronized void failed(String node, Canary what, String why) {
    metrics.canary(what);
    unable.remove(node);
    LOG.error("the canary failed at node {}: {}", node, why);
    failed.put(node, new Finding(what, why));
  }

  synchronized void unable(String node, String why) {
    metrics.canary(Canary.UNABLE);
    Finding now = new Finding(Canary.UNABLE, why);
    if (!now.equals(unable.put(node, now))) {
      LOG.warn("the canary could not run at node {}: {}", node, why);
    }
  }

  /** Forgets all nodes but these. */
  synchronized void keep(Set<String> nodes) {
    failed.keySet().retainAll(nodes);
    unable.keySet().retainAll(nodes);
  }

  synchronized Health.Report report() {
    SortedMap<String, String> wrong = new TreeMap<>();
    failed.forEach((node, finding) -> wrong.put("node " + node, finding.why()));
    List<String> unknown = new ArrayList<>();
    unable.forEach((node, finding) -> unknown.add("node %s: %s".formatted(node, finding.why())));
    unknown.sort(null);
    return new Health.Report(wrong, unknown);
  }
}
