package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.delivery.fanout.LoopSignals;
import io.drawbridge.server.delivery.peer.Peers;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Elsewhere;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.SessionListener;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Tells other nodes of the connections of this one, and of what devices at them should hear; and
 * does here what they tell. One thread writes, another reads, at once when somebody rang and else
 * every second. Thread-safe.
 */
public final class Relay implements Elsewhere, SessionListener, Peers.Beside, AutoCloseable {
  private final Platform platform;
  private final String node;
  private final ConnectedSessions sessions;
  private final Directory directory = new Directory();
  private final SignalWriter writer;
  private final SignalReader reader;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Map<Session, Device> mine = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  /** {@code here} reaches the devices of this node. */
  public Relay(Platform platform, Node node, ConnectedSessions sessions, LoopSignals here) {
    this.platform = platform;
    this.node = node.id();
    this.sessions = sessions;
    this.writer = new SignalWriter(platform.database(), node, mine::values);
    this.reader =
        new SignalReader(
            platform.database(),
            node.id(),
            directory,
            new Heard(sessions, here, listeners, this::giveWay));
  }

  /** Starts to write and to read. */
  public void start() {
    writer.start();
    reader.start();
  }

  @Override
  public boolean has(AccountId account) {
    return directory.has(account);
  }

  @Override
  public void send(Collection<AccountId> to, Tag tag, Event event) {
    Set<AccountId> there = to.stream().filter(directory::has).collect(Collectors.toSet());
    if (!there.isEmpty()) {
      writer.add(new Signal.ToDevices(there, tag, frame(event)));
    }
  }

  @Override
  public void sendToOpen(Tag tag, Event event, Set<AccountId> except) {
    if (!directory.isEmpty()) {
      writer.add(new Signal.ToOpen(except, tag, frame(event)));
    }
  }

  private String frame(Event event) {
    return new String(platform.codec().encode(event), StandardCharsets.UTF_8);
  }

  @Override
  public void tell(Word word) {
    switch (word) {
      case Word.Said said -> writer.say(said);
      case Word.Blocked block -> {
        if (!directory.isEmpty()) {
          writer.add(new Signal.Blocked(block));
        }
      }
      case Word.Followed it -> {
        if (directory.has(it.account())) {
          writer.add(new Signal.Followed(it.account(), it.conversation(), it.on()));
        }
      }
    }
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public void started(Session session) {
    AccountId account = session.caller().account();
    Device device =
        new Device(
            node,
            ids.incrementAndGet(),
            account,
            session.caller().session(),
            session.caller().tab(),
            platform.clock().nowMicros());
    mine.put(session, device);
    writer.came(device);
    if (!sessions.all().contains(session)) {
      // It ended meanwhile, and nobody else would take it out again.
      ended(session);
    }
    giveWay(account);
  }

  @Override
  public void ended(Session session) {
    Device device = mine.remove(session);
    if (device != null) {
      writer.went(device);
    }
  }

  /** Ends the connections of the account here that have to give way to those at other nodes. */
  private void giveWay(AccountId account) {
    if (!directory.has(account)) {
      return;
    }
    Map<Device, Session> here = new HashMap<>();
    for (Session session : sessions.of(account)) {
      Device device = mine.get(session);
      if (device != null) {
        here.put(device, session);
      }
    }
    List<Device> over =
        directory.givingWay(
            account, List.copyOf(here.keySet()), sessions.connectionsPerAccountMax());
    if (!over.isEmpty()) {
      here.keySet().retainAll(over);
      sessions.replace(account, List.copyOf(here.values()));
    }
  }

  @Override
  public void rung() {
    reader.ring();
  }

  @Override
  public void opened() {
    writer.startOver();
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}
