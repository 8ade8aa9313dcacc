package org.emailregistry;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The layers and the habits of the main code. */
class ArchitectureTest {

    private static final String ROOT = "org.emailregistry";

    private static final String ENGINE = ROOT + ".internal";

    /** On the floor of the package whose problems it finds. */
    private static final String JSON = ENGINE + ".json";

    /** Each package may import only those listed earlier, or on its own floor. The engine is on the floor of the root. */
    private static final List<String> GROUND_FLOOR_FIRST = List.of(
            ROOT + ".text",
            ROOT + ".address",
            ROOT + ".service",
            ROOT + ".policy",
            ROOT + ".account",
            ROOT + ".probe",
            ROOT + ".store",
            ROOT,
            ROOT + ".connection",
            ROOT + ".json",
            ROOT + ".standard",
            ROOT + ".autoconfig",
            ROOT + ".discovery",
            ROOT + ".jakartamail");

    /** The rooms of the engine, and which others each may use. All may use the tools in {@code internal} itself. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "account", Set.of("watch", "decision", "resolve", "snapshot", "vault"),
            "watch", Set.of("resolve", "snapshot"),
            "decision", Set.of("snapshot", "vault"),
            "resolve", Set.of("snapshot", "vault"),
            "snapshot", Set.of("vault"),
            "vault", Set.of());

    /** What host applications call; and what it is made of. Only these open the rooms. */
    private static final Set<Class<?>> DOORS = Set.of(
            EmailServiceRegistry.class,
            Administration.class,
            CatalogUpdate.class,
            MailAccounts.class,
            ManualAccounts.class,
            Poller.class,
            Parts.class);

    /** The only circles of classes: a sealed interface and its cases, with the one parser that makes them. */
    private static final Set<Set<String>> FAMILIES = Set.of(
            Set.of("Plan", "AttachmentPlan", "EditPlan", "RemovalPlan"),
            Set.of("Dialog", "ImapDialog", "SmtpDialog"),
            Set.of(
                    "Host",
                    "DomainName",
                    "Ipv4Literal",
                    "Ipv6Literal",
                    "ServerAddress",
                    "ParsedAddress",
                    "AddressParser",
                    "HostScanner",
                    "Ipv6Scanner",
                    "Repair"));

    private static final String[] PURE_DOMAIN =
            GROUND_FLOOR_FIRST.subList(0, GROUND_FLOOR_FIRST.indexOf(ROOT) + 1).toArray(String[]::new);

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesImportOnlyWhatLiesBelow() {
        classes().should(importOnlyWhatLiesBelow()).check(MAIN);
    }

    @Test
    void noRoomNamesADoor() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + "..")
                .should()
                .dependOnClassesThat(areDoors())
                .check(MAIN);
    }

    @Test
    void noValueOrRefusalNamesARoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + "..")
                .and(not(areDoors()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ENGINE + "..").and(not(resideInAPackage(JSON))))
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackages(JSON, ROOT + ".json", ROOT + ".standard")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JSON)
                .check(MAIN);
    }

    @Test
    void roomsUseOnlyThoseThatTheyMay() {
        ROOMS.forEach((room, used) -> {
            Set<String> others = new TreeSet<>(ROOMS.keySet());
            others.removeAll(used);
            others.remove(room);
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + "." + room)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            others.stream().map(other -> ENGINE + "." + other).toArray(String[]::new))
                    .allowEmptyShould(false)
                    .check(MAIN);
        });
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ENGINE + ".*")
                .check(MAIN);
    }

    @Test
    void noClassesFormACircleButSealedFamilies() {
        slices().assignedFrom(classesAndFamilies()).should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void noTwoTypesOfThePublishedModulesHaveTheSameName() throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : List.of("core", "inmemory-store", "jdbc-store")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
                        .forEach(names::add);
            }
        }
        assertThat(names).contains("EmailServiceRegistry.java").doesNotHaveDuplicates();
    }

    @Test
    void whatIsPublicNamesOnlyWhatItsReadersCanSee() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(ROOT + ".text", ENGINE + "..")
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and(are(modifier(PUBLIC).or(modifier(PROTECTED))))
                .should(nameNothingOf(resideInAnyPackage(
                        ROOT + ".text",
                        ENGINE + "..",
                        "org.slf4j..",
                        "org.eclipse.angus..",
                        "tools.jackson..",
                        "com.fasterxml..")))
                .check(MAIN);
    }

    @Test
    void thePureDomainSeesValuesOfTheJdkAndNothingElse() {
        DescribedPredicate<JavaClass> plain = resideInAnyPackage(
                        ROOT + "..",
                        "org.jspecify.annotations",
                        "java.io",
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.math",
                        "java.nio",
                        "java.nio.charset",
                        "java.security..",
                        "java.text",
                        "java.time..",
                        "java.util",
                        "java.util.concurrent..",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "javax.crypto..")
                .or(oneOf(
                        IDN.class, InetAddress.class, UnknownHostException.class, URI.class, URISyntaxException.class))
                .as("plain values");
        classes()
                .that()
                .resideInAnyPackage(PURE_DOMAIN)
                .and()
                .resideOutsideOfPackage(ROOT)
                .should()
                .onlyDependOnClassesThat(elements(plain))
                .check(MAIN);
        classes()
                .that()
                .resideInAnyPackage(ROOT, ENGINE + "..")
                .and()
                .resideOutsideOfPackage(JSON)
                .should()
                .onlyDependOnClassesThat(elements(plain.or(resideInAnyPackage("org.slf4j"))))
                .check(MAIN);
    }

    @Test
    void thePureDomainNeitherResolvesNamesNorAsksTheGlobalClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE_DOMAIN)
                .or()
                .resideInAPackage(ENGINE + "..")
                .should()
                .callMethod(InetAddress.class, "getByName", String.class)
                .orShould()
                .callMethod(InetAddress.class, "getAllByName", String.class)
                .orShould()
                .callMethod(InetAddress.class, "getLocalHost")
                .orShould()
                .callMethod(InetAddress.class, "getHostName")
                .orShould()
                .callMethod(InetAddress.class, "getCanonicalHostName")
                .orShould()
                .callMethod(URI.class, "toURL")
                .orShould()
                .dependOnClassesThat(oneOf(URL.class))
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MAIN);
    }

    @Test
    void eachForeignLibraryHasItsOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".jakartamail")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.angus..", "com.sun..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage(JSON)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
                .check(MAIN);
    }

    @Test
    void nothingIsPrintedAndOnlySlf4jLogs() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
        noClasses().should().callMethod(System.class, "getLogger", String.class).check(MAIN);
    }

    @Test
    void everythingIsWiredByHand() {
        noClasses()
                .should()
                .dependOnClassesThat(oneOf(ServiceLoader.class))
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethod(Thread.class, "getContextClassLoader")
                .check(MAIN);
    }

    @Test
    void noStateIsStatic() {
        fields().that().areStatic().should().beFinal().check(MAIN);
        fields().that().areStatic().should().notHaveRawType(mutable()).check(MAIN);
    }

    @Test
    void everyPackageIsNullMarkedAndAllButTheHiddenOnesAreExported() {
        Set<String> packages = MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        Set<String> hidden =
                ROOMS.keySet().stream().map(room -> ENGINE + "." + room).collect(Collectors.toSet());
        hidden.addAll(Set.of(ENGINE, JSON, ROOT + ".text"));
        Set<String> expected = new TreeSet<>(hidden);
        expected.addAll(GROUND_FLOOR_FIRST);
        assertThat(packages).isEqualTo(expected);
        assertThat(packages).allSatisfy(name -> {
            JavaPackage found = MAIN.getPackage(name);
            assertThat(found.isAnnotatedWith(NullMarked.class))
                    .as("package-info of %s with @NullMarked", name)
                    .isTrue();
        });
        expected.removeAll(hidden);
        assertThat(module().exports())
                .allSatisfy(export -> assertThat(export.isQualified()).isFalse())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static ModuleDescriptor module() {
        try {
            Path classes = Path.of(EmailServiceRegistry.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return ModuleFinder.of(classes)
                    .find("org.emailregistry.core")
                    .orElseThrow()
                    .descriptor();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static ArchCondition<JavaClass> importOnlyWhatLiesBelow() {
        return new ArchCondition<>("import only packages listed earlier in " + GROUND_FLOOR_FIRST) {
            @Override
            public void check(JavaClass importer, ConditionEvents events) {
                int floor = floor(importer);
                if (floor < 0) {
                    events.add(
                            SimpleConditionEvent.violated(importer, importer.getName() + " is in no listed package"));
                }
                importer.getDirectDependenciesFromSelf().stream()
                        .filter(d -> floor(d.getTargetClass().getBaseComponentType()) > floor)
                        .forEach(d -> events.add(SimpleConditionEvent.violated(importer, d.getDescription())));
            }
        };
    }

    private static int floor(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(JSON)) {
            return GROUND_FLOOR_FIRST.indexOf(ROOT + ".json");
        }
        return GROUND_FLOOR_FIRST.indexOf(name.equals(ENGINE) || name.startsWith(ENGINE + ".") ? ROOT : name);
    }

    private static DescribedPredicate<JavaClass> areDoors() {
        return describe(
                "are doors",
                type -> DOORS.stream().anyMatch(door -> topLevel(type).isEquivalentTo(door)));
    }

    private static SliceAssignment classesAndFamilies() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = topLevel(type).getSimpleName();
                return FAMILIES.stream()
                        .filter(family -> family.contains(name))
                        .findFirst()
                        .map(family -> SliceIdentifier.of(family.toString()))
                        .orElseGet(() -> SliceIdentifier.of(topLevel(type).getName()));
            }

            @Override
            public String getDescription() {
                return "classes with what is nested in them, and families of classes";
            }
        };
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
    }

    private static ArchCondition<JavaCodeUnit> nameNothingOf(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("name nothing of " + hidden.getDescription()) {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Stream.concat(
                                Stream.concat(unit.getParameterTypes().stream(), unit.getExceptionTypes().stream()),
                                Stream.of(unit.getReturnType()))
                        .flatMap(named -> named.getAllInvolvedRawTypes().stream())
                        .filter(hidden)
                        .forEach(named -> events.add(
                                SimpleConditionEvent.violated(unit, unit.getFullName() + " names " + named.getName())));
            }
        };
    }

    /** A class, or an array of it; the primitive ones are in no package. */
    private static DescribedPredicate<JavaClass> elements(DescribedPredicate<JavaClass> wanted) {
        return describe(wanted.getDescription(), c -> {
            JavaClass element = c.getBaseComponentType();
            return element.isPrimitive() || wanted.test(element);
        });
    }

    private static DescribedPredicate<JavaClass> oneOf(Class<?>... types) {
        return describe("one of " + List.of(types), c -> Arrays.stream(types).anyMatch(c::isEquivalentTo));
    }

    /** What a constant is not made of; an interface says nothing, so the product of {@code List.of} passes. */
    private static DescribedPredicate<JavaClass> mutable() {
        DescribedPredicate<JavaClass> concurrent = resideInAnyPackage("java.util.concurrent..");
        return describe(
                "made to be changed",
                c -> concurrent.test(c)
                        || c.isAssignableTo(ThreadLocal.class)
                        || c.isAssignableTo(StringBuilder.class)
                        || (!c.isInterface() && (c.isAssignableTo(Collection.class) || c.isAssignableTo(Map.class))));
    }
}
