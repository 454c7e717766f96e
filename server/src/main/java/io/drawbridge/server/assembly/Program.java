package io.drawbridge.server.assembly;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of the machine. */
public final class Program {
  private static final List<String> FOLDERS_OF_SERVERS =
      List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin");

  private Program() {}

  /** A server, where Debian and Homebrew put it too, though a user's path may lack it. */
  public static Optional<Path> server(String name) {
    return Stream.concat(folders(path()), FOLDERS_OF_SERVERS.stream())
        .flatMap(folder -> in(folder, name).stream())
        .findFirst();
  }

  /** A program that a command finds by its name. */
  public static Optional<Path> onPath(String name, String path) {
    return folders(path).flatMap(folder -> in(folder, name).stream()).findFirst();
  }

  /** The folders where commands are looked for, as one text. */
  public static String path() {
    return Optional.ofNullable(System.getenv("PATH")).orElse("");
  }

  private static Stream<String> folders(String path) {
    return Stream.of(path.split(File.pathSeparator, -1)).filter(folder -> !folder.isEmpty());
  }

  private static Optional<Path> in(String folder, String name) {
    return Optional.of(Path.of(folder, name)).filter(Files::isExecutable);
  }
}
