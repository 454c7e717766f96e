package io.drawbridge.server.edge.intake;

import io.drawbridge.server.command.ClientAddress;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client's address: that of the peer, or, behind trusted proxies, the last address of
 * {@code X-Forwarded-For} that is none of them.
 */
public final class ClientAddresses {
  private static final int NETWORK_BYTES = 8;

  private final Set<InetAddress> trusted;

  public ClientAddresses(List<InetAddress> trusted) {
    this.trusted = Set.copyOf(trusted);
  }

  /** The client whose socket this is, as far as the peer tells; empty for a trusted proxy. */
  public Optional<ClientAddress> source(@Nullable SocketAddress peer) {
    return peer instanceof InetSocketAddress internet && trusted.contains(internet.getAddress())
        ? Optional.empty()
        : Optional.of(of(peer, List.of()));
  }

  public ClientAddress of(@Nullable SocketAddress peer, List<String> forwardedFor) {
    if (!(peer instanceof InetSocketAddress internet)) {
      return new ClientAddress("local");
    }
    InetAddress address = internet.getAddress();
    List<String> hops =
        forwardedFor.stream().flatMap(line -> Arrays.stream(line.split(",", -1))).toList();
    for (int i = hops.size() - 1; i >= 0 && trusted.contains(address); i--) {
      Optional<InetAddress> hop = parse(hops.get(i).strip());
      if (hop.isEmpty()) {
        break;
      }
      address = hop.get();
    }
    return new ClientAddress(network(address));
  }

  private static Optional<InetAddress> parse(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException wrongLength) {
      return Optional.empty();
    }
  }

  private static String network(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    return parseNetwork(bytes);
  }

  private static String parseNetwork(byte[] bytes) {
    return NetUtil.bytesToIpAddress(bytes) + "/64";
  }
}
