package io.drawbridge.server.access;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.facts.BackstageStore;
import io.drawbridge.server.access.facts.BackstageStore.Due;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lets people into backstages and out of them in the very change that lets them into the
 * conversation, or out of it (N-16). The links it writes are like any others, so what ends goes
 * through the same fence.
 */
final class Backstages {
  private final BackstageStore store = new BackstageStore();
  private final LinkStore links;

  Backstages(LinkStore links) {
    this.links = links;
  }

  /** Writes what follows from the links of this change; all of a backstage that it made. */
  void settle(At at, Optional<ConversationId> opened) {
    List<Due> due = store.due(at.handle(), at.domain(), at.epoch(), at.mark(), opened);
    Map<String, List<Long>> over =
        due.stream()
            .filter(Due::over)
            .collect(
                Collectors.groupingBy(
                    Due::reason,
                    TreeMap::new,
                    Collectors.mapping(each -> each.held().orElseThrow(), Collectors.toList())));
    over.forEach((reason, ids) -> links.end(at, ids, reason));
    due.stream()
        .filter(each -> each.held().isPresent() && !each.over())
        .forEach(
            each -> links.replaceDirect(at, each.backstage(), each.person(), "role", each.less()));
    links.begin(at, due.stream().flatMap(each -> each.begins().stream()).toList());
  }
}
