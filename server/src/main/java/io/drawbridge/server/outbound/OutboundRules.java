package io.drawbridge.server.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The operator's word on what may be called.
 *
 * @param plain http may be called beside https
 * @param allowed hosts and networks that may be called although they are not public
 */
public record OutboundRules(boolean plain, List<Allowed> allowed) {
  /** Public addresses by https alone. */
  public static final OutboundRules STRICT = new OutboundRules(false, List.of());

  /** Copies the list. */
  public OutboundRules {
    allowed = List.copyOf(allowed);
  }

  /** A host by its name, or a network. */
  public sealed interface Allowed {
    record Host(String name) implements Allowed {}

    record Addresses(Network network) implements Allowed {}

    /** Reads one; empty if the text is neither. */
    static Optional<Allowed> parse(String text) {
      Optional<Allowed> network = Network.parse(text).map(Addresses::new);
      return network.isPresent() || !Hosts.isName(text)
          ? network
          : Optional.of(new Host(text.toLowerCase(Locale.ROOT)));
    }
  }

  /** Returns whether a connection may be made to the address that the host was resolved to. */
  boolean allow(String host, InetAddress address) {
    return PublicAddresses.holds(address)
        || allowed.stream()
            .anyMatch(it ->
                switch (it) {
                  case Allowed.Host(String name) -> name.equals(host);
                  case Allowed.Addresses(Network network) -> network.holds(address);
                });
  }
}
