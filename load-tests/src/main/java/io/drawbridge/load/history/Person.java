package io.drawbridge.load.history;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.stream.MessageCache;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Somebody with a client of the SDK, by which they act and which stays connected, and perhaps a
 * second device, which comes and goes. Each records all that arrives.
 */
final class Person implements AutoCloseable {
  private final String name;
  private final URI server;
  private final HttpClient http;
  private final Tap tap;
  private final AccountId account;
  private ChatClient client;
  private Reception main = new Reception();
  private Reception second = new Reception();
  private Optional<Device> device = Optional.empty();
  private boolean signedIn = true;

  /** The number of the connection the last frame came by. */
  private volatile int connection = 1;

  Person(String name, Credentials credentials, URI server, HttpClient http, Tap tap) {
    this.name = name;
    this.server = server;
    this.http = http;
    this.tap = tap;
    this.client = client(credentials, main);
    client.connect().join();
    this.account = client.tokens().orElseThrow().account();
  }

  private ChatClient client(Credentials credentials, Reception reception) {
    return ChatClient.builder(server)
        .credentials(credentials)
        .http(http)
        .store(new MessageCache(1, 1))
        .onFrame((number, _, frame) -> {
          connection = number;
          tap.through(frame).forEach(reception::arrived);
        })
        .build();
  }

  /** They were signed out everywhere: nothing is expected of them until they sign in. */
  void signOut() {
    close();
    signedIn = false;
  }

  /** They sign in again, with devices that know nothing. */
  void signIn(Credentials credentials, Function<Reception, Device> maker) {
    main = new Reception();
    second = new Reception();
    connection = 1;
    client = client(credentials, main);
    client.connect().join();
    device(maker);
    signedIn = true;
  }

  /** Gives the person a second device, which is made with what it is to record to. */
  void device(Function<Reception, Device> maker) {
    device = Optional.of(maker.apply(second));
  }

  ChatClient client() {
    return client;
  }

  AccountId account() {
    return account;
  }

  /** The second device. */
  Optional<Device> device() {
    return device;
  }

  /** The frames that the second device gets. */
  Reception second() {
    return second;
  }

  /** The frames of those devices that are connected now. */
  List<Reception> listening() {
    if (!signedIn) {
      return List.of();
    }
    List<Reception> listening = new ArrayList<>(List.of(main));
    if (device.filter(Device::connected).isPresent()) {
      listening.add(second);
    }
    return listening;
  }

  /** The frames of all devices. */
  List<Reception> receptions() {
    if (!signedIn) {
      return List.of();
    }
    return device.isPresent() ? List.of(main, second) : List.of(main);
  }

  /** Opens a conversation on all devices that are connected, with all that may be seen. */
  void open(ConversationId conversation) {
    var first = client.interest().openAfter(conversation, 0);
    device.filter(Device::connected).ifPresent(connected -> connected.open(conversation).join());
    first.join();
  }

  /** Returns whether the client of the SDK has kept its one connection, if it is to have one. */
  boolean undisturbed() {
    return !signedIn || connection == 1;
  }

  @Override
  public void close() {
    device.ifPresent(Device::close);
    client.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
