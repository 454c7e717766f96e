package io.drawbridge.server.edge;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A TCP socket that speaks HTTP and WebSocket by hand, well or badly. */
public final class RawSocket implements AutoCloseable {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;
  private static final int DEADLINE_MS = 10_000;

  private final Socket socket;
  private final DataInputStream in;

  RawSocket(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(DEADLINE_MS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /** A socket of another address of this machine. */
  static RawSocket from(InetAddress address, int port) throws IOException {
    return new RawSocket(new Socket(InetAddress.ofLiteral("127.0.0.1"), port, address, 0));
  }

  /** One frame as it came. */
  public static final class Frame {
    private final int opcode;
    private final byte[] payload;

    private Frame(int opcode, byte[] payload) {
      this.opcode = opcode;
      this.payload = payload;
    }

    public int opcode() {
      return opcode;
    }

    public byte[] payload() {
      return payload.clone();
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }
  }

  /** Upgrades; returns the status line. */
  String upgrade(String... headers) throws IOException {
    StringBuilder request =
        new StringBuilder("GET /v1/ws HTTP/1.1\r\nHost: localhost:1\r\nUpgrade: websocket\r\n")
            .append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    send(request.append("\r\n").toString());
    return head().lines().findFirst().orElse("");
  }

  /** Upgrades with a token and reads the hello. */
  public static RawSocket started(int port, long account) throws IOException {
    RawSocket socket = new RawSocket(port);
    socket.upgrade("Authorization: Bearer " + TestEdge.token(account));
    socket.frame();
    return socket;
  }

  void send(String raw) throws IOException {
    socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  void text(String json) throws IOException {
    write(true, TEXT, json.getBytes(StandardCharsets.UTF_8), true);
  }

  void write(boolean last, int opcode, byte[] payload, boolean masked) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((last ? 0x80 : 0) | opcode);
    int maskBit = masked ? 0x80 : 0;
    if (payload.length < 126) {
      out.write(maskBit | payload.length);
    } else if (payload.length < 65_536) {
      out.write(maskBit | 126);
      out.write(payload.length >>> 8);
      out.write(payload.length);
    } else {
      out.write(maskBit | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >>> shift));
      }
    }
    if (masked) {
      out.write(new byte[4]);
    }
    out.write(payload);
    socket.getOutputStream().write(out.toByteArray());
    socket.getOutputStream().flush();
  }

  void bytes(byte[] raw) throws IOException {
    socket.getOutputStream().write(raw);
    socket.getOutputStream().flush();
  }

  public Frame frame() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    byte[] payload = in.readNBytes(length);
    return new Frame(first & 0x0f, payload);
  }

  /** The next frame of that kind; others are skipped. */
  public Frame frame(int opcode) throws IOException {
    Frame next = frame();
    while (next.opcode() != opcode) {
      next = frame();
    }
    return next;
  }

  /** Status line and headers, with their line ends. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /** A whole answer: head and as many bytes as it announces. */
  String answer() throws IOException {
    String head = head();
    int length =
        head.lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** True when the server has closed or reset this socket. */
  public boolean closed() throws IOException {
    try {
      while (in.read() >= 0) {
        // whatever still comes
      }
      return true;
    } catch (EOFException | SocketException gone) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
