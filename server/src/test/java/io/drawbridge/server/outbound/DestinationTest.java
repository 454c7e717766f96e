package io.drawbridge.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ProtocolException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leak74, Leak75: which URLs and which addresses are called. */
class DestinationTest {
  private static final OutboundRules LOOPBACK =
      new OutboundRules(
          true, List.of(new OutboundRules.Allowed.Addresses(Network.of("127.0.0.0/8"))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example/x",
        "ftp://hooks.example/x",
        "file:///etc/passwd",
        "gopher://hooks.example/x",
        "jar:https://hooks.example!/x",
        "//hooks.example/x",
        "hooks.example/x",
        "https:hooks.example",
        "https:///x",
        "https://",
        "https://hooks.example//x",
        "https://user@hooks.example/",
        "https://user:word@hooks.example/",
        "https://hooks.example@127.0.0.1/",
        "https://hooks.example/#fragment",
        "https://hooks.example:22/",
        "https://hooks.example:25/",
        "https://hooks.example:80/",
        "https://hooks.example:70000/",
        "https://hooks.example\\@127.0.0.1/",
        "https://hooks .example/",
        "https://hooks.example/\u0000",
        "https://ex\u00e4mple.example/",
        "https://127\u30020\u30020\u30021/",
        "https://\u2460\u2461\u2466.0.0.1/",
        "https://127.0.0.1/",
        "https://127.0.0.1:8443/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://0/",
        "https://0.0.0.0/",
        "https://127.0.0.1./",
        "https://10.1.2.3/",
        "https://172.16.0.1/",
        "https://192.168.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b:1::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%25lo]/",
        "https://[fc00::1]/",
        "https://[fd12:3456::1]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://[2001:db8::1]/",
        "https://[::1/",
      })
  void isNotCalled(String url) {
    assertThatThrownBy(() -> Destination.of("url", url, OutboundRules.STRICT))
        .isInstanceOf(ProtocolException.class)
        .hasMessageNotContaining("word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example/x?y=z",
        "https://hooks.example",
        "HTTPS://HOOKS.EXAMPLE:443/",
        "https://hooks.example:8443/x",
        "https://xn--exmple-cua.example/",
        "https://93.184.215.14/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
      })
  void mayBeCalled(String url) {
    assertThatCode(() -> Destination.of("url", url, OutboundRules.STRICT))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9000/x", "https://127.0.0.2/", "http://hooks.example/"})
  void operatorLetsMoreBeCalled(String url) {
    assertThatCode(() -> Destination.of("url", url, LOOPBACK)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1.2.3",
        "10.255.255.255",
        "100.127.0.1",
        "127.255.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.255.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.7",
        "239.1.1.1",
        "250.1.1.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "fec0::1",
        "ff0e::1",
      })
  void addressIsNotOfThePublicNetwork(String address) {
    assertThat(PublicAddresses.holds(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.1.1",
        "198.17.255.255",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80b::200e",
        "2003::1",
      })
  void addressIsOfThePublicNetwork(String address) {
    assertThat(PublicAddresses.holds(InetAddress.ofLiteral(address))).isTrue();
  }
}
