package dev.eku;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.eku.action.ActionJson;
import dev.eku.apply.ApplyException;
import dev.eku.host.HostProvider;
import dev.eku.journal.HostLock;
import dev.eku.plan.PlanJson;
import dev.eku.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules a reader may rely on: which package uses which, what is pure, what others may see. */
@AnalyzeClasses(packages = "dev.eku", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** The base package: what stands in it is the entry point, named "" in the table. */
    private static final String ROOT = "dev.eku";

    private static final String WINDOWS = "dev.eku.backend.windows..";
    private static final String[] PURE = {
        "dev.eku.text..",
        "dev.eku.time..",
        "dev.eku.regfile..",
        "dev.eku.product..",
        "dev.eku.effect..",
        "dev.eku.plan..",
        "dev.eku.export..",
        "dev.eku.diagnose..",
        "dev.eku.report.."
    };

    /**
     * Each package with the packages it may use. What those use may be used too; a package that is not here may not
     * exist. Read from top to bottom it is the flow of the data.
     */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("error", Set.of("text")),
            Map.entry("file", Set.of("error")),
            Map.entry("time", Set.of()),
            Map.entry("json", Set.of("file", "time")),
            Map.entry("registry", Set.of("json")),
            Map.entry("regfile", Set.of("registry")),
            Map.entry("service", Set.of("registry")),
            Map.entry("product", Set.of("service")),
            Map.entry("host.event", Set.of("registry")),
            Map.entry("host", Set.of("service", "host.event")),
            Map.entry("action", Set.of("product")),
            Map.entry("journal", Set.of("action", "host")),
            Map.entry("inspect", Set.of("journal")),
            Map.entry("effect", Set.of("inspect")),
            Map.entry("plan", Set.of("effect")),
            Map.entry("export", Set.of("plan", "regfile")),
            Map.entry("apply", Set.of("plan")),
            Map.entry("verify", Set.of("plan")),
            Map.entry("diagnose.certificate", Set.of("error")),
            Map.entry("diagnose.events", Set.of("inspect")),
            Map.entry("diagnose.peer", Set.of("diagnose.certificate", "diagnose.events")),
            Map.entry("diagnose", Set.of("plan", "diagnose.peer")),
            Map.entry("procedure", Set.of("apply", "verify")),
            Map.entry("fleet", Set.of("procedure")),
            Map.entry("fleet.rollout", Set.of("fleet")),
            Map.entry("rehearse", Set.of("procedure")),
            Map.entry("report", Set.of("fleet", "diagnose", "rehearse", "export")),
            Map.entry("report.html", Set.of("report")),
            Map.entry("backend.memory", Set.of("host", "product")),
            Map.entry("backend.windows.powershell", Set.of("host")),
            Map.entry("backend.common", Set.of("host")),
            Map.entry("backend.windows", Set.of("backend.common", "backend.windows.powershell")),
            Map.entry("", Set.of("report.html")),
            Map.entry("command.input", Set.of("fleet", "diagnose.peer")),
            Map.entry("command.output", Set.of("command.input", "report")),
            Map.entry("command.run", Set.of("command.output", "fleet.rollout")),
            Map.entry("command", Set.of("command.run", "")));

    @ArchTest
    static final ArchRule packages_use_only_what_the_table_allows = classes()
            .should(condition("use only what the table allows", (type, events) -> {
                String from = packageOf(type);
                if (!MAY_USE.containsKey(from)) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            type.getName() + " is in a package that the table of ArchitectureTest does not name"));
                    return;
                }
                Set<String> allowed = reach(from);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (isOurs(target) && !allowed.contains(packageOf(target))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }));

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.eku.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobody_depends_on_a_backend = noClasses()
            .that(not(resideInAPackage("dev.eku.backend..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.eku.backend..")
            .because("backends are found by their scheme");

    @ArchTest
    static final ArchRule native_code_stays_in_the_windows_backend = noClasses()
            .that(not(resideInAPackage(WINDOWS)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.jna..", "org.apache.commons.exec..");

    @ArchTest
    static final ArchRule json_library_stays_in_one_package = noClasses()
            .that(not(resideInAPackage("dev.eku.json..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule pure_packages_do_no_input_or_output = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "javax.net..")
                    .and(not(anyOf(
                            // What an Appendable throws, what is given, what is only a name, and what stays in memory.
                            ByteArrayInputStream.class,
                            InputStream.class,
                            IOException.class,
                            UncheckedIOException.class,
                            URI.class,
                            URISyntaxException.class,
                            StringWriter.class))));

    @ArchTest
    static final ArchRule pure_packages_hold_no_port = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "dev\\.eku\\.(registry\\.Registry|service\\.ServiceControl|host\\.(Host|HostFiles|event\\.EventLog))")
            .because("everything a decision needs has been read before");

    @ArchTest
    static final ArchRule pure_packages_start_nothing = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(
                    anyOf(Thread.class, Process.class, ProcessBuilder.class, ProcessHandle.class, Runtime.class)
                            .or(resideInAnyPackage("java.util.concurrent..")));

    @ArchTest
    static final ArchRule pure_packages_ask_neither_clock_nor_environment_nor_chance = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("reads the clock, the environment or chance") {
                @Override
                public boolean test(JavaAccess<?> access) {
                    return isImpure(
                            access.getTargetOwner().getName(),
                            access.getTarget().getName());
                }
            });

    @ArchTest
    static final ArchRule core_logs_and_prints_nothing = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .orShould()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.util.logging..",
                            "org.slf4j..",
                            "org.apache.commons.logging..",
                            "org.apache.logging..")
                    .or(anyOf(System.Logger.class)));

    /** Reports and exceptions, and files in which an English text stands beside its values for people. */
    @ArchTest
    static final ArchRule words_are_made_at_the_edge = noClasses()
            .that(not(resideInAnyPackage(
                    "dev.eku.text", "dev.eku.error", "dev.eku.export..", "dev.eku.report..", "dev.eku.command..")))
            .and(not(anyOf(ActionJson.class, PlanJson.class, ApplyException.class, HostLock.Holder.class)))
            .should()
            .dependOnClassesThat(anyOf(Words.class));

    @ArchTest
    static final ArchRule names_say_what_a_type_is = noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?)");

    @ArchTest
    static final ArchRule public_types_are_closed = classes()
            .that()
            .arePublic()
            .and(not(isNative()))
            .should(condition("be final, a record, an enum, an interface, sealed, or an exception", (type, events) -> {
                boolean closed = type.isInterface()
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.isEnum()
                        || type.isAssignableTo(Throwable.class)
                        || type.reflect().isSealed();
                if (!closed) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is open for anybody to extend"));
                }
            }));

    @ArchTest
    static final ArchRule what_is_not_exported_is_public_only_for_another_package = classes()
            .that()
            .resideInAPackage(WINDOWS)
            .and()
            .arePublic()
            .and()
            .areNotAssignableTo(HostProvider.class)
            .should(condition("be used from another package", (type, events) -> {
                boolean used = type.getDirectDependenciesToSelf().stream()
                        .anyMatch(
                                user -> !user.getOriginClass().getPackageName().equals(type.getPackageName()));
                if (!used) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is public for nobody"));
                }
            }));

    @ArchTest
    static final ArchRule public_signatures_show_only_the_jdk_and_our_public_types = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(not(resideInAPackage(WINDOWS)))
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(condition(
                    "show only the JDK and our public types",
                    (JavaCodeUnit unit, ConditionEvents events) -> Stream.of(
                                    unit.getAllInvolvedRawTypes().stream(), unit.getThrowsClause().getTypes().stream())
                            .flatMap(types -> types)
                            .map(JavaClass::getBaseComponentType)
                            .filter(type -> !type.isPrimitive() && !isShowable(type))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " shows " + type.getName())))));

    @ArchTest
    static final ArchRule time_is_a_duration = codeUnits()
            .that()
            .areDeclaredInClassesThat(not(isNative()))
            .should(condition("take time as Duration or Instant", (JavaCodeUnit unit, ConditionEvents events) -> {
                if (unit.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    return;
                }
                for (Parameter parameter :
                        reflect(unit).map(Executable::getParameters).orElse(new Parameter[0])) {
                    String name = parameter.getName().toLowerCase(Locale.ROOT);
                    boolean number = parameter.getType() == long.class || parameter.getType() == int.class;
                    if (number && (name.contains("timeout") || name.contains("millis"))) {
                        events.add(SimpleConditionEvent.violated(
                                unit, unit.getFullName() + " takes a number named " + name));
                    }
                }
            }));

    @ArchTest
    static final ArchRule nothing_static_changes =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule packages_are_null_marked = classes()
            .should(condition("stand in a package marked @NullMarked", (type, events) -> {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " lacks a package-info.java with @NullMarked"));
                }
            }));

    private static boolean isImpure(String owner, String member) {
        return switch (owner) {
            case "java.lang.System" ->
                Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime", "in", "console")
                        .contains(member);
            case "java.time.Clock", "java.util.Random", "java.security.SecureRandom" -> true;
            case "java.lang.Math" -> member.equals("random");
            case "java.util.UUID" -> member.equals("randomUUID");
            case "java.util.Date", "java.util.GregorianCalendar" -> member.equals("<init>");
            case "java.util.Locale", "java.util.TimeZone" -> member.equals("getDefault");
            case "java.time.ZoneId" -> member.equals("systemDefault");
            default -> owner.startsWith("java.time.") && member.equals("now");
        };
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static boolean isShowable(JavaClass type) {
        boolean jdk = type.getPackageName().startsWith("java.")
                || type.getPackageName().startsWith("javax.");
        return jdk || (isOurs(type) && type.getModifiers().contains(JavaModifier.PUBLIC));
    }

    /** The package as the table names it: without the base package. */
    private static String packageOf(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
    }

    /** The package itself and all it may use, by whatever way. */
    private static Set<String> reach(String from) {
        Set<String> reached = new HashSet<>(Set.of(from));
        for (String next : MAY_USE.getOrDefault(from, Set.of())) {
            reached.addAll(reach(next));
        }
        return reached;
    }

    private static Optional<Executable> reflect(JavaCodeUnit unit) {
        if (unit instanceof JavaMethod method) {
            return Optional.of(method.reflect());
        }
        if (unit instanceof JavaConstructor constructor) {
            return Optional.of(constructor.reflect());
        }
        return Optional.empty();
    }

    /** Types that JNA maps: their shape is given by Windows. */
    private static DescribedPredicate<JavaClass> isNative() {
        return assignableTo("com.sun.jna.Library").or(assignableTo("com.sun.jna.Structure"));
    }

    private static DescribedPredicate<JavaClass> anyOf(Class<?>... types) {
        Set<String> names = Stream.of(types).map(Class::getName).collect(Collectors.toSet());
        return DescribedPredicate.describe("one of " + names, type -> names.contains(type.getName()));
    }

    private static <T> ArchCondition<T> condition(String description, BiConsumer<T, ConditionEvents> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.accept(item, events);
            }
        };
    }
}
