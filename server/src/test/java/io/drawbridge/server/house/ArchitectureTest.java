package io.drawbridge.server.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.drawbridge.server.access.Memberships;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The lines that ARCHITECTURE.md draws, kept by a test. */
@AnalyzeClasses(packages = "io.drawbridge.server", importOptions = ArchitectureTest.NoTests.class)
final class ArchitectureTest {
  private static final String ROOT = "io.drawbridge.server";

  /** Leaves out tests, whatever built them. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("test-classes");
    }
  }

  private static String in(String name) {
    return ROOT + "." + name + "..";
  }

  @ArchTest
  static final ArchRule importsFollowOneLine =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("root")
          .definedBy(ROOT, in("app"), in("assembly"), in("demo"), in("doctor"))
          .layer("edge")
          .definedBy(in("edge"))
          .layer("dispatch")
          .definedBy(in("dispatch"))
          .layer("features")
          .definedBy(
              in("workspace"),
              in("account"),
              in("conversation"),
              in("message"),
              in("membership"),
              in("invite"),
              in("join"),
              in("inbox"),
              in("presence"),
              in("people"),
              in("external"),
              in("ledger"),
              in("retention"),
              in("hold"),
              in("audit"),
              in("resume"),
              in("mail"),
              in("feature"),
              in("notify"),
              in("webhook"),
              in("push"),
              in("bot"))
          .layer("command")
          .definedBy(in("command"))
          .layer("delivery")
          .definedBy(in("delivery"), in("quota"), in("cluster"))
          .layer("session")
          .definedBy(in("session"))
          .layer("access")
          .definedBy(in("access"))
          .layer("exit")
          .definedBy(in("exit"))
          .layer("platform")
          .definedBy(in("platform"))
          .layer("background")
          .definedBy(in("background"))
          .layer("db")
          .definedBy(in("db"))
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("edge")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("dispatch")
          .mayOnlyBeAccessedByLayers("root", "edge")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("root", "edge", "dispatch")
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("root", "edge", "dispatch", "features")
          .whereLayer("delivery")
          .mayOnlyBeAccessedByLayers("root", "edge", "dispatch", "features")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("root", "edge", "dispatch", "features", "command", "delivery")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers(
              "root", "edge", "dispatch", "features", "command", "delivery", "session");

  @ArchTest
  static final ArchRule roomsOfDeliveryStandOnOneAnother =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("change")
          .definedBy(in("delivery.change"))
          .layer("append")
          .definedBy(in("delivery.append"))
          .layer("fanout")
          .definedBy(in("delivery.fanout"))
          .layer("audit")
          .definedBy(in("delivery.audit"))
          .layer("log")
          .definedBy(in("delivery.log"))
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("change")
          .whereLayer("change")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("append")
          .mayOnlyBeAccessedByLayers("change")
          .whereLayer("fanout")
          .mayOnlyBeAccessedByLayers("change", "append");

  @ArchTest
  static final ArchRule roomsOfAccessStandOnOneAnother =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("access")
          .definedBy(ROOT + ".access")
          .layer("egress")
          .definedBy(in("access.egress"))
          .layer("facts")
          .definedBy(in("access.facts"))
          .layer("rules")
          .definedBy(in("access.rules"))
          .layer("view")
          .definedBy(in("access.view"))
          .layer("link")
          .definedBy(in("access.link"))
          .whereLayer("access")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("egress")
          .mayOnlyBeAccessedByLayers("access")
          .whereLayer("facts")
          .mayOnlyBeAccessedByLayers("access")
          .whereLayer("rules")
          .mayOnlyBeAccessedByLayers("access", "facts")
          .whereLayer("view")
          .mayOnlyBeAccessedByLayers("access", "egress", "facts");

  @ArchTest
  static final ArchRule roomsStandInNoCircle =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheEdgeKnowsNetty =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("edge"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule onlyTheDatabaseLayerKnowsPoolAndMigrations =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("db"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.zaxxer.hikari..", "org.flywaydb..", "org.postgresql..", "io.zonky..");

  @ArchTest
  static final ArchRule onlyStoresSpeakSql =
      noClasses()
          .that(
              resideInAPackage(in("db"))
                  .or(nameMatching(".*Store(\\$.*)?"))
                  .negate()
                  .as("are no stores"))
          .should()
          .callMethodWhere(
              new DescribedPredicate<JavaMethodCall>("SQL is made") {
                private static final Set<String> STATEMENTS =
                    Set.of(
                        "createQuery",
                        "createUpdate",
                        "createCall",
                        "createScript",
                        "prepareBatch",
                        "select",
                        "execute");

                @Override
                public boolean test(JavaMethodCall call) {
                  return call.getTargetOwner().isAssignableTo(Handle.class)
                      && STATEMENTS.contains(call.getName());
                }
              });

  @ArchTest
  static final ArchRule onlyMembershipLanesAndTheCompositionHoldTheWriterOfLinks =
      noClasses()
          .that(
              DescribedPredicate.<JavaClass>describe(
                  "are outside access, delivery and features",
                  type ->
                      type.getPackageName().startsWith(ROOT + ".edge")
                          || type.getPackageName().startsWith(ROOT + ".dispatch")
                          || type.getPackageName().startsWith(ROOT + ".session")))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Memberships.class);

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameStartingWith("Base")
          .orShould()
          .haveSimpleNameEndingWith("Info");
}
