package io.drawbridge.load.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A bare connection to the server, which reads only when it is told to, so that an answer stands
 * still in the middle. For one thread.
 */
public final class RawSocket implements AutoCloseable {
  private static final int RECEIVE_BYTES = 64 << 10;
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int LARGE_FRAME = 126;
  private static final int MASKED = 0x80;
  private static final int FINAL_TEXT = 0x81;

  private final URI server;
  private final Socket socket;
  private final InputStream in;

  private RawSocket(URI server, Socket socket) throws IOException {
    this.server = server;
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** Connects. */
  public static RawSocket to(URI server) throws IOException {
    return to(server, SILENCE);
  }

  /** Connects; a read that gets nothing for that long fails. */
  public static RawSocket to(URI server, Duration silence) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.setSoTimeout((int) silence.toMillis());
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    return new RawSocket(server, socket);
  }

  /** Asks for something; the server closes after its answer. */
  public void get(String path, String token) throws IOException {
    send(head("GET", path, token) + "Connection: close\r\n\r\n");
  }

  /** Begins a request with a body of this length, which is still to be sent. */
  public void begin(String method, String path, String token, long length) throws IOException {
    send(
        head(method, path, token)
            + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(length));
  }

  /** Becomes a WebSocket, and waits until it is one. */
  public void upgrade(String token) throws IOException {
    send(
        head("GET", "/v1/ws", token)
            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    readUntil(" 101 ");
  }

  /** Sends a text frame, masked by zeros (RFC 6455). */
  public void frame(byte[] text) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(FINAL_TEXT);
    if (text.length < LARGE_FRAME) {
      frame.write(MASKED | text.length);
    } else {
      frame.write(MASKED | LARGE_FRAME);
      frame.write(text.length >>> 8);
      frame.write(text.length);
    }
    frame.write(new byte[4]);
    frame.write(text);
    write(frame.toByteArray());
  }

  private String head(String method, String path, String token) {
    return "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
        .formatted(method, path, server.getAuthority(), token);
  }

  private void send(String text) throws IOException {
    write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Reads of what is here already, without waiting; returns how many bytes. */
  public int readArrived(int bytesMax) throws IOException {
    int count = Math.min(available(), bytesMax);
    return count == 0 ? 0 : read(count).length;
  }

  /** Reads until a text has come, or the end or a reset. */
  public String readUntil(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      byte[] one = read(1);
      if (one.length == 0) {
        break;
      }
      read.append((char) one[0]);
    }
    return read.toString();
  }

  /** Reads until the end, or until the server resets the connection. */
  public byte[] rest() throws IOException {
    return read(Integer.MAX_VALUE);
  }

  /** Reads this many bytes, or what there is before the end or a reset. */
  public byte[] read(int bytes) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[Math.min(bytes, RECEIVE_BYTES)];
    try {
      while (read.size() < bytes) {
        int count = in.read(some, 0, Math.min(some.length, bytes - read.size()));
        if (count < 0) {
          break;
        }
        read.write(some, 0, count);
      }
    } catch (SocketException reset) {
      // what came before it counts
    }
    return read.toByteArray();
  }

  /**
   * What the server has handed over and nobody has read yet.
   *
   * @param arrived bytes that are here
   * @param sending bytes that its kernel holds
   */
  public record Handed(int arrived, long sending) {
    /** The bytes of the rest that were handed over later than this. */
    public byte[] later(byte[] rest) {
      int before = (int) Math.min(rest.length, arrived + sending);
      byte[] later = new byte[rest.length - before];
      System.arraycopy(rest, before, later, 0, later.length);
      return later;
    }
  }

  /** Returns whether bytes have this text in them. */
  public static boolean holds(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.UTF_8).contains(text);
  }

  /** What is on its way now. */
  public Handed handed() throws IOException {
    long sending = KernelQueues.sending(server.getPort(), socket.getLocalPort());
    return new Handed(available(), sending);
  }

  private int available() throws IOException {
    try {
      return in.available();
    } catch (SocketException reset) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
