package org.emailregistry;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
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
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The layers and the habits of the main code. */
class ArchitectureTest {

    private static final String ROOT = "org.emailregistry";

    /** Each package may import only those listed earlier, so there are no cycles either. */
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
            ROOT + ".catalog",
            ROOT + ".jakartamail");

    private static final String[] PURE_DOMAIN =
            GROUND_FLOOR_FIRST.subList(0, GROUND_FLOOR_FIRST.indexOf(ROOT) + 1).toArray(String[]::new);

    private static final Set<String> NOT_EXPORTED = Set.of(ROOT + ".text");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesImportOnlyWhatLiesBelow() {
        classes().should(importOnlyWhatLiesBelow()).check(MAIN);
    }

    @Test
    void whatIsPublicNamesOnlyWhatItsReadersCanSee() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(NOT_EXPORTED.toArray(String[]::new))
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and(are(modifier(PUBLIC).or(modifier(PROTECTED))))
                .should(nameNothingOf(resideInAnyPackage(
                        ROOT + ".text", "org.slf4j..", "org.eclipse.angus..", "tools.jackson..", "com.fasterxml..")))
                .check(MAIN);
    }

    @Test
    void theCatalogIsImportedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".catalog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".catalog..")
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
                .resideInAPackage(ROOT)
                .should()
                .onlyDependOnClassesThat(elements(plain.or(resideInAnyPackage("org.slf4j"))))
                .check(MAIN);
    }

    @Test
    void thePureDomainNeitherResolvesNamesNorAsksTheGlobalClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE_DOMAIN)
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
                .resideOutsideOfPackage(ROOT + ".catalog")
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
        assertThat(packages).isSubsetOf(GROUND_FLOOR_FIRST).contains(PURE_DOMAIN);
        assertThat(packages).allSatisfy(name -> {
            JavaPackage found = MAIN.getPackage(name);
            assertThat(found.isAnnotatedWith(NullMarked.class))
                    .as("package-info of %s with @NullMarked", name)
                    .isTrue();
        });
        assertThat(module().exports())
                .allSatisfy(export -> assertThat(export.isQualified()).isFalse())
                .extracting(ModuleDescriptor.Exports::source)
                .doesNotContainAnyElementsOf(NOT_EXPORTED)
                .containsAll(packages.stream()
                        .filter(name -> !NOT_EXPORTED.contains(name))
                        .toList());
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
                int floor = GROUND_FLOOR_FIRST.indexOf(importer.getPackageName());
                if (floor < 0) {
                    events.add(
                            SimpleConditionEvent.violated(importer, importer.getName() + " is in no listed package"));
                }
                importer.getDirectDependenciesFromSelf().stream()
                        .filter(d -> GROUND_FLOOR_FIRST.indexOf(d.getTargetClass()
                                        .getBaseComponentType()
                                        .getPackageName())
                                > floor)
                        .forEach(d -> events.add(SimpleConditionEvent.violated(importer, d.getDescription())));
            }
        };
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
