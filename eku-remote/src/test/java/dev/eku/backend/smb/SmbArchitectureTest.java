package dev.eku.backend.smb;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who knows the SMB library, what the calls know of the way they go, and what others may see of this module. */
@AnalyzeClasses(packages = "dev.eku.backend.smb", importOptions = ImportOption.DoNotIncludeTests.class)
final class SmbArchitectureTest {
    private static final String SMB = "dev.eku.backend.smb";
    private static final String SESSION = SMB + ".session";
    private static final String RPC = "dev.eku.backend.smb.rpc..";

    /** What the backend needs of the calls; whoever depends on the module is meant to see the first alone. */
    private static final Set<String> PUBLIC = Set.of(
            SMB + ".SmbHostProvider",
            SMB + ".rpc.EventRecord",
            SMB + ".rpc.EventRecord$Condition",
            SMB + ".rpc.Eventlog",
            SMB + ".rpc.Eventlog$Records",
            SMB + ".rpc.RpcCall",
            SMB + ".rpc.RpcCall$Answer",
            SMB + ".rpc.RpcException",
            SMB + ".rpc.RpcException$Kind",
            SMB + ".rpc.RpcHandle",
            SMB + ".rpc.RpcInterface",
            SMB + ".rpc.RpcPipe",
            SMB + ".rpc.RpcPipe$Started",
            SMB + ".rpc.RpcSecurity",
            SMB + ".rpc.RpcTransport",
            SMB + ".rpc.Svcctl",
            SMB + ".rpc.Svcctl$Config",
            SMB + ".rpc.Svcctl$Dependents",
            SMB + ".rpc.Svcctl$Status",
            SMB + ".rpc.Winreg",
            SMB + ".rpc.Winreg$Created",
            SMB + ".rpc.Winreg$Data",
            SMB + ".rpc.Winreg$Entry",
            SMB + ".rpc.Winreg$KeyInfo",
            SMB + ".session.RpcEndpoint",
            SMB + ".session.SmbClock",
            SMB + ".session.SmbErrors",
            SMB + ".session.SmbException",
            SMB + ".session.SmbFailures",
            SMB + ".session.SmbLink",
            SMB + ".session.SmbStatus",
            SMB + ".session.Together",
            SMB + ".session.WireFiles",
            SMB + ".session.WireFiles$OpenFile",
            SMB + ".session.WireFiles$Stamp");

    @ArchTest
    static final ArchRule a_session_knows_nothing_of_what_is_asked_in_it = noClasses()
            .that()
            .resideInAPackage(SESSION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SMB);

    @ArchTest
    static final ArchRule smb_library_stays_in_the_backend = noClasses()
            .that(not(resideInAnyPackage(SMB, SESSION)))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.hierynomus..", "org.bouncycastle..", "net.engio.."));

    @ArchTest
    static final ArchRule calls_know_nothing_of_the_way_they_go = classes()
            .that()
            .resideInAPackage(RPC)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    RPC,
                    "dev.eku.registry..",
                    "java.lang..",
                    "java.util..",
                    "java.nio..",
                    "java.io..",
                    "org.jspecify.."))
            .because("they are values, and tested byte by byte");

    @ArchTest
    static final ArchRule calls_do_no_input_or_output = noClasses()
            .that()
            .resideInAPackage(RPC)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                    .or(resideInAPackage("java.io").and(not(belongToAnyOf(ByteArrayOutputStream.class)))));

    @ArchTest
    static final ArchRule smb_library_is_in_no_public_signature = classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackage(SESSION)
            .should(showNothingOf("com.hierynomus"))
            .because("sessions are the backend's own, their package is not exported");

    @ArchTest
    static void nothing_is_public_but_what_must_be(JavaClasses module) {
        assertThat(module.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(PUBLIC);
    }

    private static ArchCondition<JavaClass> showNothingOf(String library) {
        return new ArchCondition<>("show nothing of " + library) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                        .filter(above -> above.getPackageName().startsWith(library))
                        .forEach(above -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " is a " + above.getName())));
                type.getMembers().stream()
                        .filter(SmbArchitectureTest::isVisible)
                        .filter(member -> types(member)
                                .anyMatch(shown -> shown.getPackageName().startsWith(library)))
                        .forEach(member ->
                                events.add(SimpleConditionEvent.violated(type, member.getFullName() + " shows it")));
            }
        };
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> types(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        unit.getReturnType().getAllInvolvedRawTypes().stream(),
                        unit.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                        unit.getExceptionTypes().stream())
                .flatMap(each -> each);
    }
}
