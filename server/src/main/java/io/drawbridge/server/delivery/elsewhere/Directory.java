package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Knows the connections to other nodes, as their rows said a moment ago. Thread-safe. */
final class Directory {
  private final Map<AccountId, List<Device>> devices = new ConcurrentHashMap<>();

  boolean isEmpty() {
    return devices.isEmpty();
  }

  boolean has(AccountId account) {
    return devices.containsKey(account);
  }

  /** Takes what was read of these accounts in place of what was known of them. */
  void replace(Collection<AccountId> accounts, List<Device> found) {
    Map<AccountId, List<Device>> now =
        found.stream().collect(Collectors.groupingBy(Device::account));
    for (AccountId account : accounts) {
      List<Device> there = now.getOrDefault(account, List.of());
      if (there.isEmpty()) {
        devices.remove(account);
      } else {
        devices.put(account, List.copyOf(there));
      }
    }
  }

  /** Takes what was read of all accounts; returns those known before or now. */
  Set<AccountId> replaceAll(List<Device> found) {
    Set<AccountId> accounts = new HashSet<>(devices.keySet());
    found.forEach(device -> accounts.add(device.account()));
    replace(accounts, found);
    return accounts;
  }

  /**
   * Selects those of this node's connections of an account that have to give way: to a newer one of
   * the same tab, or as the oldest of too many. Every node finds the same.
   */
  List<Device> givingWay(AccountId account, List<Device> mine, int max) {
    List<Device> all = new ArrayList<>(devices.getOrDefault(account, List.of()));
    all.addAll(mine);
    all.sort(Device.BY_AGE);
    Set<Caller> seen = new HashSet<>();
    List<Device> kept = new ArrayList<>();
    for (Device device : all.reversed()) {
      if (kept.size() < max && seen.add(device.caller())) {
        kept.add(device);
      }
    }
    return mine.stream().filter(device -> !kept.contains(device)).toList();
  }
}
