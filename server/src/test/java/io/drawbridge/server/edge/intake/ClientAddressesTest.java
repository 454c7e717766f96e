package io.drawbridge.server.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClientAddressesTest {
  private final ClientAddresses addresses =
      new ClientAddresses(List.of(address("10.0.0.1"), address("10.0.0.2")));

  @Test
  void headerOfAnUntrustedPeerIsIgnored() {
    assertThat(of("192.0.2.7", "198.51.100.1")).isEqualTo("192.0.2.7");
  }

  @Test
  void lastHopThatIsNoProxyCounts() {
    assertThat(of("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2")).isEqualTo("198.51.100.1");
  }

  @Test
  void severalHeaderLinesAreOneList() {
    assertThat(of("10.0.0.1", "203.0.113.9", "198.51.100.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void garbageStopsTheWalkAtTheProxy() {
    assertThat(of("10.0.0.1", "198.51.100.1, nonsense")).isEqualTo("10.0.0.1");
  }

  @Test
  void ipv6SubscriberIsOneNetwork() {
    assertThat(of("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(of("2001:db8:1:2:ffff::1"))
        .isNotEqualTo(of("2001:db8:1:3::1"));
  }

  private String of(String peer, String... forwarded) {
    return addresses.of(new InetSocketAddress(address(peer), 1), List.of(forwarded)).network();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException literal) {
      throw new IllegalArgumentException(literal);
    }
  }
}
