package io.drawbridge.server;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.ConversationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The people of one test, who all come in by the same door; names are made unique, so that tests
 * share a server. Closes their sockets.
 */
public final class TestCast implements AutoCloseable {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final TestServer server;
  private final TestPerson owner;
  private final Door door;
  private final Map<TestPerson, TestClient> sockets = new ConcurrentHashMap<>();

  public TestCast(TestServer server, TestPerson owner, Door door) {
    this.server = server;
    this.owner = owner;
    this.door = door;
  }

  public TestServer server() {
    return server;
  }

  public TestPerson owner() {
    return owner;
  }

  /** A name that nobody else has. */
  public static String unique(String name) {
    return name + NUMBER.incrementAndGet();
  }

  public TestPerson member(String name) {
    return TestSteps.member(server, owner, unique(name));
  }

  /** Somebody whom the owner brought into a conversation by mail. */
  public TestPerson external(ConversationId conversation, String name) {
    return TestSteps.external(server, owner, conversation, unique(name));
  }

  /** The person's commands, through this test's door. */
  public TestDoor as(TestPerson person) {
    return switch (door) {
      case HTTP -> person;
      case WEBSOCKET -> socket(person);
    };
  }

  /** The person's socket, whatever the door of the commands is. */
  public TestClient socket(TestPerson person) {
    return sockets.computeIfAbsent(person, TestPerson::connect);
  }

  /** The texts that the person sees, oldest first. */
  public List<String> texts(TestPerson reader, ConversationId conversation) {
    return TestSteps.texts(as(reader), conversation);
  }

  public List<RosterEntry> roster(TestPerson reader, ConversationId conversation) {
    return as(reader)
        .call(new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries();
  }

  @Override
  public void close() {
    sockets.values().forEach(TestClient::close);
  }
}
