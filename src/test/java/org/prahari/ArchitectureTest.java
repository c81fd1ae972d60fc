package org.prahari;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prahari.access.BindViewer;
import org.prahari.access.Viewer;
import org.prahari.store.SqlMany;

class ArchitectureTest {
    private static final String ROOT = "org.prahari.";
    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(Path.of("target/classes"));

    @TestFactory
    Stream<DynamicTest> noPackageImportsUpwardOrSideways() {
        return rooms().map(room -> dynamicTest(room, () -> {
            Set<String> below = new java.util.TreeSet<>();
            House.FLOORS.subList(0, House.floor(room)).forEach(below::addAll);
            String[] forbidden = rooms().filter(other -> !other.equals(room) && !below.contains(other))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .because("features know of each other by id alone, and a floor rests on the floors below it only")
                    .allowEmptyShould(true)
                    .check(HOUSE);
        }));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + "(*)..")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one package with a wall in it")
                .check(HOUSE);
    }

    @Test
    void everyClassStandsOnAFloor() {
        assertThat(HOUSE).isNotEmpty();
        assertThat(HOUSE.stream().map(ArchitectureTest::room).distinct())
                .as("packages of the product; a new one is drawn into House.FLOORS first")
                .isSubsetOf(rooms().toList());
    }

    @Test
    void assignmentIsPureMathematics() {
        classes()
                .that()
                .resideInAPackage(ROOT + "assignment..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT + "assignment.."))
                .because("the solver and its proof are judged without SQL, HTTP or a trainee")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void jdbiStaysInTheStoreAndTheDaos() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "app..", ROOT + "store..")
                .and(DescribedPredicate.not(nameMatching(".*Dao(\\$.*)?")))
                .and(DescribedPredicate.not(nameMatching(".*\\.BindViewer(\\$.*)?")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.jdbi.v3.core..")
                        .and(DescribedPredicate.not(assignableTo(Throwable.class)))
                        .and(DescribedPredicate.describe("not annotations", type -> !type.isAnnotation())))
                .because("SQL is written in DAOs; all others speak to those")
                .check(HOUSE);
    }

    @Test
    void daosHaveNoSqlBesideTheirAnnotations() {
        noClasses()
                .that(nameMatching(".*Dao(\\$.*)?"))
                .should()
                .dependOnClassesThat(name("org.jdbi.v3.core.Handle").or(name("org.jdbi.v3.sqlobject.SqlObject")))
                .because("what is not in an annotation escapes the check that a department's rows are guarded")
                .check(HOUSE);
    }

    @Test
    void httpAndStoreKnowNothingOfEachOthersLibraries() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "liquibase..")
                .because("http has no database")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "org.glassfish..", "org.eclipse.jetty..")
                .because("store has no HTTP")
                .check(HOUSE);
    }

    @Test
    void noNameHidesWhatAClassIsFor() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ProblemMapper")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto|Row|Mapper|Factory|Model)")
                .because("such a name says how a class is built, not what it is")
                .check(HOUSE.that(DescribedPredicate.not(nestedInDatabase())));
    }

    @Test
    void nothingStaticChanges() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .orShould()
                .haveRawType(changeable())
                .because("state that belongs to nobody is found by nobody")
                .check(HOUSE);
    }

    @Test
    void onlyTheApplicationSpeaksToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("the log is where the service says things")
                .check(HOUSE);
    }

    @Test
    void timeIsJavaTimeFromAnInjectedClock() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        nameMatching(
                                "java\\.util\\.(Date|Calendar|TimeZone|Timer)|java\\.sql\\.(Date|Time|Timestamp)|java\\.text\\.SimpleDateFormat"))
                .because("java.time has no surprises")
                // They speak to libraries that know nothing newer.
                .check(HOUSE.that(DescribedPredicate.not(
                        nameMatching(".*\\.(campaign\\.Recurrence|access\\.TokenProcessor(\\$.*)?)"))));
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the clock is handed in, so that time can stand still in a test")
                .check(HOUSE);
    }

    @Test
    void thereAreTwoExceptionsOfOurOwnAtMost() {
        assertThat(HOUSE.stream().filter(type -> type.isAssignableTo(Throwable.class)))
                .as("resources throw problems; an exception class is for what leaves by no request")
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void departmentTablesAreKnownFromTheMigrations() {
        assertThat(House.departmentTables())
                .contains("facility", "gap", "gap_certification", "trainee", "trainee_held", "trainee_identity")
                .doesNotContain("region", "role", "certification", "client");
    }

    @Test
    void everyStatementOnADepartmentsTableIsBoundToAViewer() {
        List<String> faults = new ArrayList<>();
        HOUSE.stream()
                .filter(JavaClass::isInterface)
                .map(JavaClass::reflect)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .forEach(method -> guardFault(method).ifPresent(faults::add));
        assertThat(faults)
                .as("statements by which one department could see or change what is another's")
                .isEmpty();
    }

    @Test
    void theCheckOnDepartmentTablesFindsWhatItLooksFor() throws Exception {
        assertThat(guardFault(Unguarded.class.getDeclaredMethod("count"))).isPresent();
        assertThat(guardFault(Unguarded.class.getDeclaredMethod("delete", Viewer.class)))
                .isPresent();
        assertThat(guardFault(Unguarded.class.getDeclaredMethod("find", Viewer.class)))
                .isPresent();
        assertThat(guardFault(Unguarded.class.getDeclaredMethod("names", Viewer.class)))
                .isEmpty();
    }

    private interface Unguarded {
        @SqlQuery("SELECT COUNT(*) FROM region JOIN facility ON department = region.id")
        int count();

        @SqlUpdate("DELETE FROM trainee_held")
        void delete(@BindViewer Viewer viewer);

        @SqlQuery("SELECT name FROM facility WHERE (:everywhere = 1 OR department IN (<departments>))")
        List<String> find(Viewer viewer);

        @SqlQuery("SELECT name FROM facility WHERE (:everywhere = 1 OR department IN (<departments>))")
        List<String> names(@BindViewer Viewer viewer);
    }

    private static java.util.Optional<String> guardFault(Method method) {
        String sql = sql(method);
        Pattern tables = Pattern.compile(
                "\\b(FROM|JOIN|INTO|UPDATE|,)\\s+`?(" + String.join("|", House.departmentTables()) + ")`?\\b(?!\\.)");
        if (!tables.matcher(sql).find()) {
            return java.util.Optional.empty();
        }
        boolean bound = Arrays.stream(method.getParameters()).anyMatch(ArchitectureTest::isBoundViewer);
        // A row that is inserted as it is has no department yet but the one that is bound.
        boolean guarded = Pattern.compile(":everywhere = 1 OR [\\w.]+ IN \\(<departments>\\)"
                        + "|VALUES \\(CASE WHEN \\(:everywhere = 1 OR :department IN \\(<departments>\\)\\) THEN :")
                .matcher(sql)
                .find();
        return bound && guarded
                ? java.util.Optional.empty()
                : java.util.Optional.of(method + (bound ? " lacks the condition" : " takes no @BindViewer Viewer"));
    }

    private static boolean isBoundViewer(Parameter parameter) {
        return parameter.getType() == Viewer.class && parameter.isAnnotationPresent(BindViewer.class);
    }

    private static String sql(Method method) {
        SqlQuery query = method.getAnnotation(SqlQuery.class);
        SqlUpdate update = method.getAnnotation(SqlUpdate.class);
        SqlBatch batch = method.getAnnotation(SqlBatch.class);
        SqlMany many = method.getAnnotation(SqlMany.class);
        if (many != null) {
            return many.value();
        }
        return query != null ? query.value() : update != null ? update.value() : batch != null ? batch.value() : "";
    }

    private static Stream<String> rooms() {
        return House.FLOORS.stream().flatMap(Set::stream).sorted();
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    /** Jdbi's own interfaces are named so; ours that stand in for them live inside one class of the store. */
    private static DescribedPredicate<JavaClass> nestedInDatabase() {
        return nameMatching("org\\.prahari\\.store\\.Database\\$.*")
                .or(nameMatching("org\\.prahari\\.access\\.BindViewer\\$Factory"))
                .forSubtype();
    }

    private static DescribedPredicate<JavaClass> changeable() {
        return assignableTo(java.util.concurrent.atomic.AtomicReference.class)
                .or(assignableTo(java.util.concurrent.atomic.AtomicLong.class))
                .or(assignableTo(java.util.concurrent.atomic.AtomicInteger.class))
                .or(assignableTo(java.util.concurrent.ConcurrentMap.class))
                .or(assignableTo(java.util.HashMap.class))
                .or(assignableTo(java.util.ArrayList.class))
                .or(assignableTo(ThreadLocal.class));
    }
}
