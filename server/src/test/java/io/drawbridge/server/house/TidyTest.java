package io.drawbridge.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the sizes and words of the whole tree, as {@code tidy.zig} does in TigerBeetle: a file that
 * grows beyond one idea, a package that grows into a hall, and a word that a stranger has to guess
 * fail the build.
 */
final class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int TEST_FILE_LINES_MAX = 600;
  private static final int PACKAGE_FILES_MAX = 25;
  private static final int ROOT_FILES_MAX = 4;
  private static final int LINE_CHARS_MAX = 110;

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path TESTS = Path.of("src", "test");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"");

  /** Words that hide who does what, and pronouns for people who may be anybody. */
  private static final Pattern WORD_TO_AVOID =
      Pattern.compile("\\b(he|his|him|himself|anew|whoever)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern TYPE_COMMENT =
      Pattern.compile(
          "(?m)^/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*(?:^@[^\\n]*\\n(?:[ )}][^\\n]*\\n)*)*"
              + "^(?:public |final |abstract |sealed |non-sealed |strictfp )*"
              + "(?:class|record|interface|enum|@interface) (\\w+)");

  /** A clause without a verb of its own: "What a client sends" says nothing yet. */
  private static final Pattern HEADLESS =
      Pattern.compile("^(What|How|Who|Where|Whether|Whatever|Which|When|That)\\b");

  private static final Pattern MANAGED =
      Pattern.compile("(?s)<dependencyManagement>.*?</dependencyManagement>");

  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern EXCLUSIONS = Pattern.compile("(?s)<exclusions>.*?</exclusions>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

  /** What {@code pom.xml} lists so that all paths to one artifact agree on its version. */
  private static final Pattern PINNED =
      Pattern.compile("(?s)<!-- Managed by hand.*?(?=<!-- Libraries of the product)");

  @Test
  void everyFileHoldsOneIdea() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      int lines = lines(file).size();
      if (lines > (isTest(file) ? TEST_FILE_LINES_MAX : FILE_LINES_MAX)) {
        found.add("%s: %d lines".formatted(file, lines));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyPackageFitsIntoOneLook() throws IOException {
    Map<Path, Long> sizes =
        sources().stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    Path root = Path.of("server", "src", "main", "java", "io", "drawbridge", "server");
    assertThat(sizes).containsKey(root);
    List<String> found = new ArrayList<>();
    sizes.forEach((folder, files) -> {
      if (files > (folder.equals(root) ? ROOT_FILES_MAX : PACKAGE_FILES_MAX)) {
        found.add("%s: %d files".formatted(folder, files));
      }
    });
    assertThat(found).isEmpty();
  }

  @Test
  void everyLineFitsOnTheScreen() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      List<String> lines = lines(file);
      IntStream.range(0, lines.size())
          .filter(at -> lines.get(at).length() > LINE_CHARS_MAX)
          .filter(at -> !lines.get(at).strip().startsWith("<")) // a mail's HTML has no breaks
          .forEach(at -> found.add("%s:%d".formatted(file, at + 1)));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    List<Path> sources = sources().stream().filter(file -> !isTest(file)).toList();
    assertThat(sources.stream().map(Path::getParent).distinct())
        .allSatisfy(folder -> {
          Path file = folder.resolve("package-info.java");
          assertThat(sources).contains(file);
          assertThat(text(file)).as("%s", file).contains("@NullMarked");
        });
  }

  @Test
  void commentsAndTextsUseTheWordsOfTheHouse() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String source = text(file);
      for (Pattern part : List.of(COMMENT, TEXT)) {
        part.matcher(source)
            .results()
            .map(MatchResult::group)
            .flatMap(said -> WORD_TO_AVOID.matcher(said).results())
            .forEach(word -> found.add("%s: %s".formatted(file, word.group())));
      }
    }
    // The one place that must name them.
    found.removeIf(line -> line.contains("TidyTest.java"));
    assertThat(found).isEmpty();
  }

  @Test
  void everyTypeIsIntroducedByASentence() throws IOException {
    List<String> found = new ArrayList<>();
    int introduced = 0;
    for (Path file : sources()) {
      for (MatchResult type : TYPE_COMMENT.matcher(text(file)).results().toList()) {
        introduced++;
        String first = type.group(1).replaceAll("(?m)^\\s*\\*", "").strip();
        if (HEADLESS.matcher(first).find()) {
          found.add("%s: %s".formatted(type.group(2), first.lines().findFirst().orElse("")));
        }
      }
    }
    assertThat(introduced).isGreaterThan(500);
    assertThat(found).isEmpty();
  }

  @Test
  void everyManagedDependencyIsUsed() throws IOException {
    String root = text(Path.of("pom.xml"));
    Matched managed = Matched.in(MANAGED, root);
    String used =
        managed.rest()
            + files("pom.xml").stream()
                .filter(file -> file.getNameCount() > 1)
                .map(TidyTest::text)
                .collect(Collectors.joining());
    String owed = PINNED.matcher(managed.text()).replaceAll("");
    assertThat(
            DEPENDENCY
                .matcher(owed)
                .results()
                .map(one -> EXCLUSIONS.matcher(one.group(1)).replaceAll(""))
                .filter(one -> !one.contains("<scope>import</scope>")))
        .isNotEmpty()
        .allSatisfy(one -> {
          String artifact = ARTIFACT.matcher(one).results().findFirst().orElseThrow().group();
          assertThat(used).contains(artifact);
        });
  }

  /** The one part of a text that a pattern finds, and the rest of it. */
  private record Matched(String text, String rest) {
    static Matched in(Pattern pattern, String whole) {
      String text = pattern.matcher(whole).results().findFirst().orElseThrow().group();
      return new Matched(text, whole.replace(text, ""));
    }
  }

  private static boolean isTest(Path file) {
    return file.toString().contains(TESTS.toString());
  }

  private static List<Path> sources() throws IOException {
    return files(".java");
  }

  /** The files of the tree with this ending, relative to its top; nothing that was built. */
  private static List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
            if (file.getFileName().toString().endsWith(ending)) {
              found.add(HOME.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(HOME.resolve(file));
    } catch (IOException unreadable) {
      throw new IllegalStateException("%s cannot be read".formatted(file), unreadable);
    }
  }
}
