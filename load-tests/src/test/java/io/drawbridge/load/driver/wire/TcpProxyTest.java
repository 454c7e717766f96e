package io.drawbridge.load.driver.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {
  private static final int SHORT_MS = 200;

  @AutoClose
  private final ServerSocket target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

  @AutoClose private final TcpProxy proxy = TcpProxy.open(target::getLocalPort);

  TcpProxyTest() throws IOException {}

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  @Test
  void whatComesGoesOnInBothDirections() throws IOException {
    goesOn();
  }

  private void goesOn() throws IOException {
    try (Socket near = connect();
        Socket far = target.accept()) {
      near.getOutputStream().write(7);
      assertThat(far.getInputStream().read()).isEqualTo(7);
      far.getOutputStream().write(8);
      assertThat(near.getInputStream().read()).isEqualTo(8);
    }
  }

  @Test
  void aCutEndsWhatIsThereAndWhatComes() throws IOException {
    try (Socket near = connect();
        Socket far = target.accept()) {
      proxy.set(TcpProxy.State.CUT);
      assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    try (Socket refused = connect()) {
      assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    proxy.set(TcpProxy.State.THROUGH);
    goesOn();
  }

  @Test
  void silenceHoldsWhatIsOnTheWireAndLosesNothing() throws IOException {
    try (Socket near = connect();
        Socket far = target.accept()) {
      proxy.set(TcpProxy.State.SILENT);
      near.getOutputStream().write(7);
      far.setSoTimeout(SHORT_MS);
      assertThatThrownBy(() -> far.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.set(TcpProxy.State.THROUGH);
      far.setSoTimeout(0);
      assertThat(far.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void aSlowWireIsLate() throws IOException {
    Duration late = Duration.ofMillis(SHORT_MS);
    try (Socket near = connect();
        Socket far = target.accept()) {
      proxy.slow(late);
      long start = System.nanoTime();
      near.getOutputStream().write(7);
      assertThat(far.getInputStream().read()).isEqualTo(7);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(late);
    }
  }
}
