package io.drawbridge.server.demo.nodes;

import io.drawbridge.server.assembly.StartTrouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds ports of loopback that are free now, no two alike. */
final class Ports {
  private Ports() {}

  static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new StartTrouble("no free port on loopback: " + e.getMessage());
    } finally {
      held.forEach(Ports::release);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new StartTrouble("a port cannot be given back: " + e.getMessage());
    }
  }
}
