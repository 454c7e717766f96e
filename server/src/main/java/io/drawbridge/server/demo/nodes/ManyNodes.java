package io.drawbridge.server.demo.nodes;

import io.drawbridge.server.Server;
import io.drawbridge.server.assembly.Addresses;
import io.drawbridge.server.assembly.Closing;
import io.drawbridge.server.assembly.Program;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.config.ClusterConfig;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ConfigValues;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.Room;
import io.drawbridge.server.db.embedded.Folders;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.demo.Demo;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The demo with several nodes: server processes on one database, a HAProxy before them and a server
 * of NATS between them, if there is one. The database is this process's, so that it outlives every
 * node. All of them share the data folder: its keys, its files and its mails.
 */
@LetsOut(Surface.DATA_FOLDER)
public final class ManyNodes {
  /** The connections of a node beside those of its pools: its session lock, its doorbell. */
  private static final int CONNECTIONS_BESIDE = 8;

  private static final Duration END_MAX = Duration.ofSeconds(30);

  private final ServerConfig config;
  private final Path folder;
  private final Balancer balancer;
  private final Optional<NatsPart> nats;
  private final Service.Setting setting;
  private final List<Service> services = new ArrayList<>();

  /**
   * The things that a demo with several nodes is started with.
   *
   * @param count of nodes
   * @param mainClass of the program, whose command {@code run} is a node
   * @param said takes lines for the person who looks at it
   * @param gaveUp runs when a part of it cannot be kept running
   */
  public record Order(
      int count, ConfigValues values, String mainClass, Consumer<String> said, Runnable gaveUp) {}

  /** A node, as it is shown. */
  public record Shown(String name, URI url, long pid, Path configuration) {}

  private ManyNodes(
      ServerConfig config,
      Path folder,
      Balancer balancer,
      Optional<NatsPart> nats,
      Service.Setting setting) {
    this.config = config;
    this.folder = folder;
    this.balancer = balancer;
    this.nats = nats;
    this.setting = setting;
  }

  /**
   * Starts everything, and fills a new database; when it returns the balancer's address answers.
   *
   * @param closing stops what has been started so far, at any time
   * @throws StartTrouble with one line if something is missing or does not start
   */
  public static ManyNodes start(Order order, Closing closing) throws InterruptedException {
    ServerConfig config = order.values().config();
    if (config.tls().isPresent()) {
      throw new StartTrouble(
          "tls.certificate: set (expected: none with --nodes, whose balancer speaks plain HTTP)");
    }
    Path program =
        Program.server("haproxy")
            .orElseThrow(() ->
                new StartTrouble(
                    "--nodes: no haproxy (expected: one on the PATH, as after apt-get install"
                        + " haproxy)"));
    try {
      Path folder = config.dataFolder().toAbsolutePath().resolve("nodes");
      Folders.ownData(config.dataFolder());
      Folders.own(folder);
      ManyNodes nodes = plan(order, config, folder, program);
      nodes.run(order, closing);
      return nodes;
    } catch (IOException e) {
      throw new StartTrouble(
          "data.folder: %s cannot be used: %s (expected: a folder that can be written)"
              .formatted(config.dataFolder(), e));
    }
  }

  private static ManyNodes plan(Order order, ServerConfig given, Path folder, Path haproxy) {
    ServerConfig config = Addresses.resolved(given);
    List<Integer> ports = Ports.free(2 * order.count() + 1);
    List<Node> nodes =
        IntStream.range(0, order.count())
            .mapToObj(i -> new Node("node-" + (i + 1), ports.get(2 * i), ports.get(2 * i + 1)))
            .toList();
    URI page = URI.create(Addresses.local(config) + "/");
    return new ManyNodes(
        config,
        folder,
        new Balancer(haproxy, config.http().host(), config.http().port(), page, nodes),
        nats(order, config, ports.getLast()),
        new Service.Setting(
            new Leftovers(folder.resolve("processes")), order.said(), order.gaveUp()));
  }

  /** A server of NATS, unless another doorbell was chosen, or none is installed. */
  private static Optional<NatsPart> nats(Order order, ServerConfig config, int port) {
    if (config.cluster().mode() != ClusterConfig.Mode.OFF) {
      return Optional.empty();
    }
    Optional<Path> program = Program.server("nats-server");
    if (program.isEmpty()) {
      order
          .said()
          .accept(
              "No nats-server is installed (Debian: apt-get install nats-server): the nodes ring at"
                  + " each other by the database, cluster = notify");
    }
    return program.map(it -> NatsPart.of(it, port));
  }

  private void run(Order order, Closing closing) throws IOException, InterruptedException {
    Room.requireForStart(config.dataFolder(), config.database().freeBytesMin());
    int each = config.database().limits().connections() + CONNECTIONS_BESIDE;
    PrivatePostgres postgres = PrivatePostgres.start(config.dataFolder(), order.count() * each);
    closing.add("embedded database", postgres);
    postgres.supervise(() -> {}, order.gaveUp());
    closing.add("list of processes", setting.leftovers()::forget);
    int left = setting.leftovers().end();
    if (left > 0) {
      order.said().accept("An earlier demo left %d processes, which were ended".formatted(left));
    }
    ConfigValues common = common(order.values(), postgres.address());
    if (!Demo.isFilled(config.dataFolder())) {
      fill(common);
    }
    write(common);
    startServices(order, closing);
  }

  /** The configuration that all nodes share. */
  private ConfigValues common(ConfigValues values, DatabaseAddress database) {
    ConfigValues common =
        values
            .with(ConfigKey.DATA_FOLDER, config.dataFolder().toAbsolutePath())
            .with(ConfigKey.DATABASE_URL, database.shown())
            .with(ConfigKey.DATABASE_USER, database.user())
            .with(ConfigKey.DATABASE_PASSWORD, database.password())
            .with(ConfigKey.PUBLIC_URL, shownUrl())
            .with(ConfigKey.ORIGINS, origins());
    return nats.map(it -> it.join(common))
        .orElseGet(() ->
            config.cluster().mode() == ClusterConfig.Mode.OFF
                ? common.with(ConfigKey.CLUSTER, "notify")
                : common);
  }

  /** The pages that may connect: those of the nodes themselves beside that of the balancer. */
  private String origins() {
    Stream<String> own =
        Stream.concat(
            Stream.of("http://localhost:" + balancer.port()),
            balancer.nodes().stream().map(node -> node.url("").toString()));
    return String.join(
        ", ",
        Stream.concat(config.web().origins().stream().map(URI::toString), own).distinct().toList());
  }

  /**
   * Makes the example workspace by a server in this process, before there are nodes: the first one
   * has nobody to agree with about keys and tables.
   */
  private void fill(ConfigValues common) throws InterruptedException {
    ConfigValues alone =
        common
            .with(ConfigKey.HTTP_HOST, "127.0.0.1")
            .with(ConfigKey.HTTP_PORT, 0)
            .with(ConfigKey.MANAGEMENT_PORT, 0)
            .with(ConfigKey.CLUSTER, "off")
            .with(ConfigKey.DRAIN, "0s");
    try (Server server = Server.start(alone.config())) {
      Demo.fill(
          server.url(),
          config.dataFolder(),
          server.mailFolder(),
          server.setUpLink().map(SetUpLinks.Link::token));
    }
  }

  private void write(ConfigValues common) throws IOException {
    for (Node node : balancer.nodes()) {
      node.configuration(common).write(node.configurationFile(folder));
    }
    write("haproxy.cfg", balancer.configuration());
    if (nats.isPresent()) {
      write("nats.conf", nats.get().configuration());
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /** Stopped in the opposite order: nodes send their people off while the balancer is there. */
  private void startServices(Order order, Closing closing) throws InterruptedException {
    if (nats.isPresent()) {
      begin(List.of(nats.get().plan(folder)), closing).getFirst().await();
    }
    Service before = begin(List.of(balancer.plan(folder)), closing).getFirst();
    services.addAll(
        begin(
            balancer.nodes().stream().map(it -> it.plan(folder, order.mainClass())).toList(),
            closing));
    for (Service node : services) {
      node.await();
    }
    before.await();
  }

  private List<Service> begin(List<Service.Plan> plans, Closing closing) {
    List<Service> begun = new ArrayList<>();
    for (Service.Plan plan : plans) {
      begun.add(Service.begin(plan, setting));
    }
    closing.add(plans.getFirst().name(), () -> end(begun));
    return begun;
  }

  private void end(List<Service> running) throws InterruptedException {
    running.forEach(Service::stop);
    for (Service each : running) {
      each.awaitEnd(END_MAX.plus(config.drain()));
    }
  }

  /** The URL at which people reach the balancer; without a slash at the end. */
  public URI shownUrl() {
    return Addresses.shown(config);
  }

  /** The folder where mails become files. */
  public Path mailFolder() {
    return config.dataFolder().resolve("mail");
  }

  public List<Shown> nodes() {
    return IntStream.range(0, services.size())
        .mapToObj(i -> {
          Node node = balancer.nodes().get(i);
          return new Shown(
              node.name(),
              node.url(config.web().pathPrefix()),
              services.get(i).pid(),
              node.configurationFile(folder));
        })
        .toList();
  }
}
