package dev.eku.backend.windows.powershell;

import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A script for PowerShell. Pure and immutable.
 *
 * @param text the script
 */
record PowerShellScript(String text) {
    /** PowerShell treats the typographic quotes like the plain one, so each of them would end a quoted text. */
    private static final String SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b";

    /** Stops a service by the product's cmdlet, which waits for the running sessions, however long they last. */
    static PowerShellScript stop(String module, ServiceName service, Optional<String> server) {
        return of(module, "Stop-CsWindowsService -Name " + quoted(service.toString()) + " -Graceful", server);
    }

    /** Starts a service by the product's cmdlet. */
    static PowerShellScript start(String module, ServiceName service, Optional<String> server) {
        return of(module, "Start-CsWindowsService -Name " + quoted(service.toString()), server);
    }

    /**
     * The error text is written as UTF-8 bytes that bypass the console. The console's code page would lose Japanese on
     * an English server, and setting {@code [Console]::OutputEncoding} would change the console of the program that
     * runs eku. The error's id is in English everywhere.
     */
    private static PowerShellScript of(String module, String command, Optional<String> server) {
        String where = server.map(name -> " -ComputerName " + quoted(name)).orElse("");
        return new PowerShellScript(String.join(
                "\r\n",
                "$ErrorActionPreference = 'Stop'",
                "$ProgressPreference = 'SilentlyContinue'",
                "try {",
                "  Import-Module " + quoted(module),
                "  " + command + where + " -Confirm:$false",
                "  exit 0",
                "} catch {",
                "  $text = $_.Exception.Message + ' [' + $_.FullyQualifiedErrorId + ']'",
                "  $bytes = [Text.Encoding]::UTF8.GetBytes($text)",
                "  $stream = [Console]::OpenStandardError()",
                "  $stream.Write($bytes, 0, $bytes.Length)",
                "  $stream.Flush()",
                "  exit 1",
                "}"));
    }

    /** A text in a form that PowerShell reads back unchanged, whatever is in it. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.chars().forEach(c -> {
            quoted.append((char) c);
            if (SINGLE_QUOTES.indexOf(c) >= 0) {
                quoted.append((char) c);
            }
        });
        return quoted.append('\'').toString();
    }

    /**
     * In the form that {@code -EncodedCommand} requires, so that nothing on the way to PowerShell can interpret a quote
     * or blank.
     */
    String encoded() {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE));
    }
}
