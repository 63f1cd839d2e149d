package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal of a server as a user reads it: what happened, the likely cause, the next step. */
class RefusalsTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "x");
    private static final ServiceName SERVICE = ServiceName.of("RTCDATAMCU");

    /** What that server makes of opening it and using it. */
    private static EkuException refusal(Script script, Consumer<Host> use) {
        try (FakeServer server = FakeServer.start(script)) {
            EkuException thrown = catchThrowableOfType(EkuException.class, () -> {
                try (Host host = server.open()) {
                    use.accept(host);
                }
            });
            assertThat(thrown).as("nothing was refused").isNotNull();
            assertThat(thrown.getMessage())
                    .startsWith(thrown.code() + ": ")
                    .contains(server.ref().toString())
                    .doesNotContain(FakeServer.USER.password(), "{0}", "{1}");
            return thrown;
        }
    }

    /** Answers that request with a status; the number is as MS-ERREF has it. */
    private static Script status(String request, String status) {
        return (asked, message, usual) -> asked.equals(request)
                ? Reply.message(FakeSession.status(message, Integer.parseUnsignedInt(status, 16)))
                : usual;
    }

    private static void readValue(Host host) {
        host.registry().value(VIEW_64, KEY, "v");
    }

    private static void queryService(Host host) {
        host.services().status(SERVICE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C000006D | rejects the user name or password of FAKE\\admin | further attempts may lock the account
            C000006A | rejects the user name or password                 | give the domain with the name
            C0000064 | rejects the user name or password                 | the account is not known there
            C0000234 | the account is locked                             | find out who uses the old password
            C0000072 | the account is disabled                           | have it enabled
            C0000071 | the password has expired or must be changed       | change the password by logging on to Windows
            C0000224 | the password has expired or must be changed       | then give the new one
            C0000193 | the account has expired                           | have it extended
            C000006E | the account may not log on there or now           | the password is empty
            C000006F | the account may not log on there or now           | logon hours
            C0000070 | the account may not log on there or now           | workstations
            C000015B | the account may not log on there or now           | "Access this computer from the network"
            C0000413 | the account may not log on there or now           | have the account allowed to log on over the network
            C0000133 | the clocks differ too much                        | within five minutes
            C000005E | cannot check who FAKE\\admin is                    | reaches no domain controller
            C0000022 | in any way that eku has (STATUS_ACCESS_DENIED)    | RejectUnencryptedAccess
            C000018D | cannot have its domain check who FAKE\\admin is    | Test-ComputerSecureChannel -Repair
            C000018A | cannot have its domain check who FAKE\\admin is    | the trust between that server and its domain is broken
            C000018B | cannot have its domain check who FAKE\\admin is    | local account of the server
            C000018C | cannot have its domain check who FAKE\\admin is    | local account of the server
            C0000418 | a policy blocks NTLM                              | log on by Kerberos
            C00000BB | does not accept NTLM                              | log on by Kerberos
            C0DEC0DE | does not let FAKE\\admin log on: 0xC0DEC0DE       | look up the status
            """)
    void refusedLogonIsExplained(String status, String what, String advice) {
        for (String step : new String[] {"setup 1", "setup 2"}) {
            EkuException refusal = refusal(status(step, status), host -> {});
            assertThat(refusal.code()).as(step).isEqualTo(ErrorCode.ACCESS_DENIED);
            assertThat(refusal).hasMessageContaining(what).hasMessageContaining(advice);
        }
    }

    /** Nothing is said of the account, so it is not what a guard of passwords counts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C00000D0 | has no room for one more | run again in a while
            C0000205 | has no room for one more | run again in a while
            C000009A | has no room for one more | run again in a while
            C00000CE | has no room for one more | run again in a while
            C0000466 | has no room for one more | this says nothing about the account
            C00000BD | does not answer to the name 127.0.0.1 | DisableStrictNameChecking=1
            """)
    void serverThatHasNoRoomOrAnotherNameSaysNothingOfTheAccount(String status, String what, String advice) {
        for (String step : new String[] {"setup 1", "setup 2", "tree IPC$", "pipe winreg"}) {
            EkuException refusal = refusal(status(step, status), RefusalsTest::readValue);
            assertThat(refusal.code()).as(step).isEqualTo(ErrorCode.HOST_UNREACHABLE);
            assertThat(refusal).hasMessageContaining(what).hasMessageContaining(advice);
        }
        EkuException refusal =
                refusal(status("tree C$", status), host -> host.files().isFile("C:\\x.exe"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(refusal).hasMessageContaining(what).hasMessageContaining(advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C0000034 | winreg | HOST_UNREACHABLE | its RemoteRegistry service does not run (STATUS_OBJECT_NAME_NOT_FOUND) | start RemoteRegistry
            C00000AC | winreg | HOST_UNREACHABLE | its RemoteRegistry service does not run (STATUS_PIPE_NOT_AVAILABLE)    | start RemoteRegistry
            C00000AE | winreg | HOST_UNREACHABLE | all instances of the pipe winreg are in use (STATUS_PIPE_BUSY)         | run again
            C00000AB | winreg | HOST_UNREACHABLE | all instances of the pipe winreg are in use (0xC00000AB)               | run again
            C0000022 | winreg | ACCESS_DENIED    | denies this account access to the pipe winreg                        | SecurePipeServers
            C0000034 | svcctl | HOST_UNREACHABLE | does not offer the pipe svcctl (STATUS_OBJECT_NAME_NOT_FOUND)          | every Windows server offers it
            C00000AC | svcctl | HOST_UNREACHABLE | does not offer the pipe svcctl (STATUS_PIPE_NOT_AVAILABLE)             | every Windows server offers it
            C00000AE | svcctl | HOST_UNREACHABLE | all instances of the pipe svcctl are in use (STATUS_PIPE_BUSY)         | run again
            C0000022 | svcctl | ACCESS_DENIED    | denies this account access to the pipe svcctl                        | Administrators group
            C00000B5 | svcctl | HOST_UNREACHABLE | was not answered: STATUS_IO_TIMEOUT                                    | nothing was changed
            """)
    void refusedPipeIsExplained(String status, String pipe, ErrorCode code, String what, String advice) {
        EkuException refusal = refusal(
                status("pipe " + pipe, status),
                pipe.equals("winreg") ? RefusalsTest::readValue : RefusalsTest::queryService);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(what).hasMessageContaining(advice);
    }

    @Test
    void refusedShareOfPipesIsExplained() {
        EkuException refusal = refusal(status("tree IPC$", "C0000022"), RefusalsTest::readValue);
        assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal).hasMessageContaining("denies this account access to the pipe winreg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C00000CC | UNSUPPORTED      | does not share its drive C                | AutoShareServer
            C0000022 | ACCESS_DENIED    | is denied to this account                 | Administrators group
            C00000B5 | HOST_UNREACHABLE | was not answered: STATUS_IO_TIMEOUT       | nothing was changed
            """)
    void refusedDriveIsExplained(String status, ErrorCode code, String what, String advice) {
        EkuException refusal =
                refusal(status("tree C$", status), host -> host.files().isFile("C:\\x.exe"));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(what).hasMessageContaining(advice);
    }

    /** The rule since Windows 10 1709: whatever the service's own rights say. */
    @Test
    void serviceThatOnlyAdministratorsMayControlOverTheNetworkIsExplained() {
        EkuException refusal = refusal(
                (asked, message, usual) ->
                        asked.equals("svcctl 16") ? Reply.message(FakeSession.opened(message, 5)) : usual,
                host -> host.services().start(SERVICE));
        assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal)
                .hasMessageContaining("ROpenServiceW")
                .hasMessageContaining("ERROR_ACCESS_DENIED")
                .hasMessageContaining("RTCDATAMCU")
                .hasMessageContaining("Windows Server 2019 and newer let only local administrators control services")
                .hasMessageContaining("RemoteAccessCheckExemptionList, KB 4457739")
                .hasMessageContaining("LocalAccountTokenFilterPolicy=1");
    }

    @Test
    void whoIsNoAdministratorIsToldSoOfTheRegistry() {
        EkuException refusal = refusal(
                (asked, message, usual) ->
                        asked.equals("winreg 22") ? Reply.message(FakeSession.result(message, 5)) : usual,
                host -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal)
                .hasMessageContaining("BaseRegSetValue")
                .hasMessageContaining("does not count as an administrator")
                .hasMessageContaining("LocalAccountTokenFilterPolicy=1");
    }

    @Test
    void faultIsExplainedAndSaysThatNothingWasLost() {
        try (FakeServer server = FakeServer.start((asked, message, usual) ->
                        asked.equals("winreg 22") ? Reply.message(FakeSession.fault(message, 0x1C01_0002)) : usual);
                Host host = server.open()) {
            EkuException refusal = catchThrowableOfType(
                    EkuException.class, () -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)));
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refusal)
                    .hasMessageContaining("does not carry out BaseRegSetValue")
                    .hasMessageContaining("0x1C010002");
            readValue(host);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void deniedFaultIsExplained() {
        EkuException refusal = refusal(
                (asked, message, usual) ->
                        asked.equals("winreg 17") ? Reply.message(FakeSession.fault(message, 5)) : usual,
                RefusalsTest::readValue);
        assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal).hasMessageContaining("may not use this interface over the network");
    }

    @Test
    void refusedInterfaceIsExplained() {
        EkuException refusal = refusal(
                (asked, message, usual) -> asked.equals("bind winreg")
                        ? Reply.message(FakeSession.piped(message, FakeSession.bindRefused(message)))
                        : usual,
                RefusalsTest::readValue);
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(refusal)
                .hasMessageContaining("does not serve what eku needs on the pipe winreg")
                .hasMessageContaining("the server is not Windows");
    }

    /** A right server takes nobody's word for a guest; one that takes us for nobody would have us send unsigned. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void guestAndNobodyAreNotWhatWeLogOnAs(int flags) {
        EkuException refusal = refusal(
                (asked, message, usual) -> asked.equals("setup 2")
                        ? Reply.message(FakeSession.setUp(message, flags)).unsigned()
                        : usual.unsigned(),
                RefusalsTest::readValue);
        assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal)
                .hasMessageContaining("treats FAKE\\admin as a guest")
                .hasMessageContaining("without a signature, which eku does not accept");
    }

    @Test
    void serverThatDoesNotSignIsRefused() {
        EkuException refusal = refusal((asked, message, usual) -> usual.unsigned(), RefusalsTest::readValue);
        assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(refusal).hasMessageContaining("without a signature").hasMessageContaining("nothing was changed");
    }

    @Test
    void serverThatLeavesOutOneSignatureMayHaveDoneWhatWasAsked() {
        EkuException refusal = refusal(
                (asked, message, usual) -> asked.equals("winreg 22") ? usual.unsigned() : usual,
                host -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(refusal).hasMessageContaining("without a signature").hasMessageContaining("MAY HAVE BEEN DONE");
    }
}
