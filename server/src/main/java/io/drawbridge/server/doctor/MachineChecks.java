package io.drawbridge.server.doctor;

import io.drawbridge.server.db.embedded.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the JDK, the data folder and the ports. */
final class MachineChecks {
  private static final int JAVA_MIN = 25;
  private static final long FREE_BYTES_MIN = 512L << 20;

  private MachineChecks() {}

  static Finding java(Runtime.Version version) {
    return version.feature() >= JAVA_MIN
        ? Finding.ok("java", version.toString())
        : Finding.fail("java", version + " (expected: " + JAVA_MIN + " or newer)");
  }

  static Finding folder(Path folder) {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isWritable(existing)) {
      return Finding.fail("data folder", existing + " cannot be written");
    }
    try {
      if (existing.equals(folder) && Folders.isOpen(folder)) {
        return Finding.fail(
            "data folder", folder + " is open to others (expected: mode rwx------)");
      }
      long free = Files.getFileStore(existing).getUsableSpace();
      String detail = "%s, %d MiB free".formatted(folder, free >> 20);
      return free >= FREE_BYTES_MIN
          ? Finding.ok("data folder", detail)
          : Finding.fail("data folder", detail + " (expected: >= " + (FREE_BYTES_MIN >> 20) + ")");
    } catch (IOException e) {
      return Finding.fail("data folder", folder + ": " + e.getMessage());
    }
  }

  static Finding port(String what, String host, int port, boolean running) {
    String name = what + " port";
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Finding.ok(name, "%s:%d is free".formatted(host, port));
    } catch (IOException e) {
      String detail = "%s:%d: %s".formatted(host, port, e.getMessage());
      return running
          ? Finding.ok(name, detail + " (a server runs on this data folder)")
          : Finding.fail(name, detail);
    }
  }
}
