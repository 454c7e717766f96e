package io.drawbridge.server.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/**
 * The walls that the promise of removal stands on, beside the lines of {@link ArchitectureTest}.
 */
@AnalyzeClasses(packages = "io.drawbridge.server", importOptions = ArchitectureTest.NoTests.class)
final class HouseTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern WRITES_LINKS =
      Pattern.compile("\\b(insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+link\\b");

  private static final int ARGUMENTS_MAX = 9;

  private static final Pattern READS_LINKS =
      Pattern.compile("\\b(from|join|into|update)\\s+link\\b");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");

  @ArchTest
  static final ArchRule permitsAreMadeInAccessOnly =
      classes()
          .that()
          .implement(Permit.class)
          .should()
          .bePackagePrivate()
          .andShould()
          .resideInAPackage("io.drawbridge.server.access");

  @ArchTest
  static final ArchRule onlyStoresKnowJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.drawbridge.server.db..")
          .and()
          .haveNameNotMatching(".*Store(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  /**
   * Who may do what is decided by {@code AccessRules}, so that the policies reach every decision: a
   * refusal of right is made nowhere else. A refusal by state (conflict, a limit, nothing there) is
   * its feature's.
   */
  @ArchTest
  static final ArchRule rightsAreRefusedByTheRulesOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.drawbridge.server.access.rules")
          .and()
          .doNotHaveFullyQualifiedName(Failure.class.getName())
          .should()
          .accessField(ErrorCode.class, ErrorCode.NOT_ALLOWED.name())
          .orShould()
          .callConstructor(Decision.Refused.class, ErrorCode.class, String.class);

  /** A decision takes the policies that came with its facts. */
  @ArchTest
  static final ArchRule policiesComeWithTheFacts =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.drawbridge.server.access.rules", "io.drawbridge.server.access.facts")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Policies.class);

  /**
   * A constructor with more arguments than {@link #ARGUMENTS_MAX} holds an idea that has no name
   * yet, such as {@code Platform}. Records of data are as wide as what they say.
   */
  @ArchTest
  static final ArchRule constructorsTakeFewArguments =
      classes()
          .that(DescribedPredicate.describe("do something", type -> !isData(type.reflect())))
          .should(
              new ArchCondition<JavaClass>("have constructors of few arguments") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getConstructors().stream()
                      .filter(made -> made.getRawParameterTypes().size() > ARGUMENTS_MAX)
                      .forEach(made ->
                          events.add(SimpleConditionEvent.violated(made, made.getFullName())));
                }
              });

  /** Tells a record that holds values from one that holds parts which do something. */
  private static boolean isData(Class<?> type) {
    if (!type.getPackageName().startsWith("io.drawbridge.server")) {
      return !type.getPackageName().startsWith("java.util.concurrent");
    }
    if (type.isSealed()) {
      return Arrays.stream(type.getPermittedSubclasses()).allMatch(HouseTest::isData);
    }
    return type.isEnum()
        || (type.isRecord()
            && Arrays.stream(type.getRecordComponents())
                .allMatch(component -> isData(component.getType())));
  }

  @Test
  void wideConstructorsAreFoundAndWideDataIsNot() {
    record Parts(
        long a, int b, int c, int d, int e, int f, int g, PlantedFailure h, int i, int j) {}
    record Data(long a, int b, int c, int d, int e, int f, int g, int h, int i, int j) {}
    JavaClasses planted = new ClassFileImporter().importClasses(Parts.class, Data.class);
    assertThat(constructorsTakeFewArguments.evaluate(planted).getFailureReport().getDetails())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("Parts");
  }

  @Test
  void refusalsPlantedElsewhereAreFound() {
    for (Class<?> planted : List.of(PlantedFailure.class, PlantedDecision.class)) {
      JavaClasses classes = new ClassFileImporter().importClasses(planted);
      assertThat(rightsAreRefusedByTheRulesOnly.evaluate(classes).hasViolation()).isTrue();
    }
  }

  private static final class PlantedFailure implements Supplier<Failure> {
    @Override
    public Failure get() {
      return Failure.of(ErrorCode.NOT_ALLOWED, "planted");
    }
  }

  private static final class PlantedDecision implements Supplier<Decision> {
    @Override
    public Decision get() {
      return new Decision.Refused(ErrorCode.NOT_FOUND, "planted");
    }
  }

  @Test
  void linksAreWrittenByOneClass() throws IOException {
    assertThat(sources())
        .filteredOn(file -> WRITES_LINKS.matcher(text(file)).find())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("LinkStore.java");
  }

  /**
   * Links are read in {@code access} alone; others use the views and functions of
   * R__access_functions.sql.
   */
  @Test
  void linksAreReadInAccessOnly() throws IOException {
    Path access = Path.of("io", "drawbridge", "server", "access");
    assertThat(sources())
        .filteredOn(file -> READS_LINKS.matcher(COMMENT.matcher(text(file)).replaceAll("")).find())
        .isNotEmpty()
        .allMatch(file -> SOURCES.relativize(file).startsWith(access));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException("%s cannot be read".formatted(file), unreadable);
    }
  }
}
