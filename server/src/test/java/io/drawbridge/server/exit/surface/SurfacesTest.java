package io.drawbridge.server.exit.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.Exit;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.session.Outlet;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing leaves the server but through the table of output surfaces (N-2): an author who adds a
 * way out adds its entry, or this fails.
 */
class SurfacesTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.drawbridge.server");

  /** Who implements one of these lets data out. */
  private static final List<Class<?>> WAYS_OUT =
      List.of(Outlet.class, Exit.class, Carrier.class, LetterSource.class);

  /** Who calls one of these lets data out; the names are beginnings. */
  private static final Map<String, Set<String>> SENDING =
      Map.ofEntries(
          Map.entry("io.netty.channel.ChannelOutboundInvoker", Set.of("write")),
          Map.entry("io.netty.channel.Channel$Unsafe", Set.of("write")),
          Map.entry("io.netty.channel.unix.Socket", Set.of("send", "write")),
          Map.entry(
              "io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker",
              Set.of("handshake", "close")),
          Map.entry("io.drawbridge.server.edge.intake.Socket", Set.of("write")),
          Map.entry("jakarta.mail.Transport", Set.of("send")),
          Map.entry("java.net.http.HttpClient", Set.of("send", "newWebSocket")),
          Map.entry("java.net.URL", Set.of("open")),
          Map.entry("java.net.URLConnection", Set.of("getOutputStream")),
          Map.entry("java.net.Socket", Set.of("getOutputStream")),
          Map.entry("java.net.DatagramSocket", Set.of("send")),
          Map.entry("java.nio.channels.WritableByteChannel", Set.of("write")),
          Map.entry("java.nio.channels.DatagramChannel", Set.of("send")),
          Map.entry("java.nio.file.Files", Set.of("write", "newOutput", "newBufferedWriter")),
          Map.entry("java.io.FileOutputStream", Set.of("<init>")),
          Map.entry("java.io.FileWriter", Set.of("<init>")),
          Map.entry("java.io.RandomAccessFile", Set.of("<init>")),
          Map.entry("java.io.PrintStream", Set.of("print", "append", "write")),
          Map.entry("java.io.PrintWriter", Set.of("print", "append", "write")));

  @Test
  void everyWayOutIsInTheTable() {
    assertThat(unnamed(HOUSE)).isEmpty();
  }

  @Test
  void everyEntryHasItsClass() {
    assertThat(named(HOUSE)).containsExactlyInAnyOrder(Surface.values());
  }

  @Test
  void whoeverSendsWithoutAnEntryIsFound() {
    JavaClasses planted =
        new ClassFileImporter()
            .importClasses(Planted.class, PlantedExit.class, PlantedFile.class, Harmless.class);
    assertThat(unnamed(planted))
        .containsExactlyInAnyOrder(
            Planted.class.getName(), PlantedExit.class.getName(), PlantedFile.class.getName());
  }

  @Test
  void whoeverSaysItIsLetBy() {
    JavaClasses honest = new ClassFileImporter().importClasses(Honest.class);
    assertThat(unnamed(honest)).isEmpty();
    assertThat(named(honest)).containsExactly(Surface.CLIENT);
  }

  @Test
  void pageShowsTheTable() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "surfaces.md"))).contains(table());
  }

  private static String table() {
    return Arrays.stream(Surface.values())
        .map(surface ->
            "| `%s` | %s | %s | %s | %s |"
                .formatted(
                    surface.name(),
                    surface.what(),
                    surface.judged(),
                    surface.fence(),
                    surface.end()))
        .collect(
            Collectors.joining(
                "\n",
                """
                | surface | what it lets out | where it is judged | what a fence does | how it ends |
                |---|---|---|---|---|
                """,
                "\n"));
  }

  private static List<String> unnamed(JavaClasses classes) {
    return classes.stream()
        .filter(SurfacesTest::letsOut)
        .filter(type -> surfaces(type).isEmpty())
        .map(JavaClass::getName)
        .toList();
  }

  private static Set<Surface> named(JavaClasses classes) {
    Set<Surface> named = EnumSet.noneOf(Surface.class);
    classes.forEach(type -> named.addAll(surfaces(type)));
    return named;
  }

  /** Of the class, or of the one around it. */
  private static List<Surface> surfaces(JavaClass type) {
    Optional<LetsOut> own = type.tryGetAnnotationOfType(LetsOut.class);
    return own.map(said -> List.of(said.value()))
        .or(() -> type.getEnclosingClass().map(SurfacesTest::surfaces))
        .orElse(List.of());
  }

  private static boolean letsOut(JavaClass type) {
    boolean way =
        !type.isInterface() && WAYS_OUT.stream().anyMatch(kind -> type.isAssignableTo(kind));
    return way
        || Stream.<CodeUnitCallTarget>concat(
                type.getMethodCallsFromSelf().stream().map(call -> call.getTarget()),
                type.getConstructorCallsFromSelf().stream().map(call -> call.getTarget()))
            .anyMatch(SurfacesTest::sends);
  }

  private static boolean sends(CodeUnitCallTarget target) {
    return SENDING.entrySet().stream()
        .anyMatch(entry ->
            target.getOwner().isAssignableTo(entry.getKey())
                && entry.getValue().stream().anyMatch(target.getName()::startsWith));
  }

  /** Sends what it likes, and stands in no table. */
  static final class Planted {
    static String leak(HttpClient client, HttpRequest request) throws Exception {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  static final class PlantedFile {
    static void leak(Path file) throws IOException {
      Files.writeString(file, "secret");
    }
  }

  static final class PlantedExit implements Carrier<String> {
    @Override
    public void send(String parcel) {}

    @Override
    public void close() {}
  }

  @LetsOut(Surface.CLIENT)
  static final class Honest {
    static void tell(Path file) throws IOException {
      Files.writeString(file, "known");
    }
  }

  static final class Harmless {
    static String read(Path file) throws IOException {
      return Files.readString(file);
    }
  }
}
