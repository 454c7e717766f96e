package io.drawbridge.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.db.DatabaseCluster;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.TestPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first port of an embedded server is chosen a moment before it listens there. */
final class PostmasterDbTest {
  @TempDir Path folder;

  private final List<Closeable> others = new ArrayList<>();
  private DatabaseCluster cluster;

  @BeforeEach
  void readPassword() throws IOException {
    String password = PasswordFile.readOrMake(DatabaseCluster.passwordFile(folder));
    cluster = new DatabaseCluster(folder, TestPostgres.binaries(), password, Map.of());
  }

  @AfterEach
  void freePorts() throws IOException {
    for (Closeable each : others) {
      each.close();
    }
  }

  /** A port at which another program accepts connections and never answers. */
  private int silent() {
    try {
      ServerSocket other = new ServerSocket(0);
      others.add(other);
      return other.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A port from which another program may talk to somebody, and where nobody listens. */
  private int taken() {
    try {
      Socket other = new Socket();
      others.add(other);
      other.bind(new InetSocketAddress(0));
      return other.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void portThatSomebodyTookMeanwhileIsNotInsistedOn() throws IOException {
    List<Integer> offered = new ArrayList<>();

    Postmaster server =
        Postmaster.launch(
            cluster,
            () -> {
              offered.add(offered.isEmpty() ? silent() : 0);
              return offered.getLast();
            });

    assertThat(offered).hasSize(2);
    assertThat(server.lives()).isTrue();
    assertThat(server.port()).isNotEqualTo(offered.getFirst());
    server.stop();
  }

  @Test
  void serverThatEndsAtOnceTellsWhy() throws IOException {
    Postmaster.launch(cluster).stop();

    assertThatThrownBy(() -> Postmaster.launch(cluster, this::taken))
        .isInstanceOf(DatabaseTrouble.class)
        .hasMessageContaining("it ends at once: could not create any TCP/IP sockets");
    assertThat(others).hasSize(3);

    Files.writeString(folder.resolve("postgres/postgresql.auto.conf"), "max_connections = 0\n");
    assertThatThrownBy(() -> Postmaster.launch(cluster))
        .isInstanceOf(DatabaseTrouble.class)
        .hasMessageContaining("it ends at once");
  }
}
