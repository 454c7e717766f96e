package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Speaks SMTP in clear text to one client: greets it, answers by the script, hears what comes. */
public final class ScriptedSmtpServer implements AutoCloseable {
  /** The answer to what needs none of its own. */
  public static final String FINE = "250 fine";

  private final ServerSocket socket;
  private final UnaryOperator<String> script;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Thread serving;

  /** {@code script} makes the answer to a line of the client. */
  public ScriptedSmtpServer(UnaryOperator<String> script) throws IOException {
    this.script = script;
    this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.serving = Thread.ofVirtual().start(this::serve);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** All that was said until the client hung up. */
  List<String> heard() throws InterruptedException {
    assertThat(serving.join(Duration.ofSeconds(10))).as("the client hung up").isTrue();
    return heard;
  }

  private void serve() {
    try (Socket client = socket.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
      say(client, "220 ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        say(client, script.apply(line));
      }
      heard.add("(hung up)");
    } catch (SocketException e) {
      heard.add("(hung up)");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
