package io.boxoffice.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.vertx.sqlclient.SqlConnection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the rooms apart: who may know whom. */
final class RoomsTest {
  private static final String ROOT = "io.boxoffice.";

  /** The rooms that speak to one another by messages alone. */
  private static final List<String> VERTICLES =
      List.of("http", "queue", "reservation", "wallet", "account", "admin");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.boxoffice");

  static Stream<String> verticles() {
    return VERTICLES.stream();
  }

  @ParameterizedTest
  @MethodSource("verticles")
  void verticleKnowsSharedStoreClusterAndItself(String room) {
    check(onlyKnows(room, "shared", "store", "cluster", room));
  }

  @Test
  void storeKnowsShared() {
    check(onlyKnows("store", "shared", "store"));
  }

  @Test
  void clusterKnowsSharedAndTheStoreOfItsLeases() {
    check(onlyKnows("cluster", "shared", "store", "cluster"));
  }

  @Test
  void sharedKnowsNobody() {
    check(onlyKnows("shared", "shared"));
  }

  /** A service may carry a transaction from one store call to the next, but not use it. */
  @Test
  void sqlStaysInTheStore() {
    DescribedPredicate<JavaClass> sql =
        resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");
    DescribedPredicate<JavaClass> handle = JavaClass.Predicates.type(SqlConnection.class);
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("store"), in("node"))
            .should()
            .dependOnClassesThat(sql.and(DescribedPredicate.not(handle)))
            .orShould()
            .callMethodWhere(
                DescribedPredicate.describe(
                    "use a connection", call -> sql.test(call.getTargetOwner()))));
  }

  @Test
  void hazelcastStaysBehindTheServicesThatOwnMaps() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("cluster"), in("node"), in("queue"), in("reservation"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.hazelcast..")));
  }

  @Test
  void nobodyAsksTheWallClock() {
    check(
        noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .because("deadlines and tokens follow the database's clock"));
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "are old date classes",
                    type ->
                        List.of("java.util.Date", "java.util.Calendar").contains(type.getName()))));
  }

  @Test
  void nobodyBlocksByHand() {
    check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(in("node"))
            .should()
            .callMethod(io.vertx.core.Future.class, "await"));
  }

  @Test
  void messagesAreRecordsOrEnums() {
    check(
        classes()
            .that()
            .resideInAPackage(in("shared"))
            .and()
            .implement("io.boxoffice.shared.bus.Request")
            .and()
            .areNotInterfaces()
            .should()
            .beRecords());
  }

  @Test
  void noStaticFieldChanges() {
    check(
        ArchRuleDefinition.fields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(resideInAnyPackage("io.boxoffice.."))
            .should()
            .haveModifier(JavaModifier.FINAL));
  }

  private static ArchRule onlyKnows(String room, String... others) {
    DescribedPredicate<JavaClass> known =
        resideInAnyPackage(Arrays.stream(others).map(RoomsTest::in).toArray(String[]::new));
    return noClasses()
        .that()
        .resideInAPackage(in(room))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.boxoffice..").and(DescribedPredicate.not(known)));
  }

  private static String in(String room) {
    return ROOT + room + "..";
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
