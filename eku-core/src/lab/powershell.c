/*
 * A recorder that stands where Windows PowerShell stands. It writes down how it was called, byte for byte, and then does to the
 * service what Stop-CsWindowsService, Start-CsWindowsService and Get-Command would do. It is no PowerShell: of a script it obeys
 * those three commands wherever they are called, in their order, and passes over everything else (conditions are not evaluated).
 *
 * Each call appends two JSON lines to C:\eku-lab\powershell.log (ASCII; anything else is \uXXXX per UTF-16 unit):
 *     {"event":"call","tick":n,"pid":n,"commandLine":"…","argv":["…"],"script":"…","commands":[{"command":"Stop-CsWindowsService",
 *      "name":"…","computer":"…"|null,"graceful":true,"others":["-Verbose"]}]}
 *     {"event":"exit","tick":n,"pid":n,"code":n}          (missing while the call hangs, or when it was killed)
 * "script" is null when there is none or its Base64 is broken; the exit code is then 64. The computer is recorded, and the local
 * service is acted on all the same. Stop- or Start-CsWindowsService without -Name would hit every service: exit code 65, nothing is done.
 *
 * Stop-CsWindowsService -Graceful = SCM PAUSE, wait until the sessions are gone (no time limit, as in the real cmdlet), SCM STOP, wait
 * for STOPPED. Without -Graceful, or where PAUSE is not accepted, SCM STOP at once. The powershell.* keys of behaviour.def change this.
 */
#include "lab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NO_SCRIPT = 64, NO_NAME = 65 };

#define LOG_SIZE (256 * 1024)
#define MAX_COMMANDS 8
#define WORD_SIZE 512

enum verb { PROBE, STOP, START };
static const wchar_t *const VERBS[] = {L"Get-Command", L"Stop-CsWindowsService", L"Start-CsWindowsService"};
static const char *const KEYS[] = {"powershell.probe", "powershell.stop", "powershell.start"};

struct command {
    enum verb verb;
    bool graceful, has_name, has_computer;
    wchar_t name[WORD_SIZE], computer[WORD_SIZE], others[WORD_SIZE];
};

/* ---- the script ---- */

static int base64_digit(wchar_t c) {
    static const wchar_t DIGITS[] = L"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const wchar_t *at = c ? wcschr(DIGITS, c) : NULL;
    return at ? (int)(at - DIGITS) : -1;
}

/* Decodes Base64 of UTF-16LE strictly: NULL unless padded, free of other characters, and an even number of bytes. */
static wchar_t *decode(const wchar_t *base64) {
    size_t length = wcslen(base64), bytes = 0;
    BYTE *out = calloc(length + 4, 1);
    if (!out || length % 4) return NULL;
    size_t padding = length && base64[length - 1] == '=' ? 1 + (base64[length - 2] == '=') : 0;
    DWORD group = 0;
    for (size_t i = 0; i < length; i++) {
        int digit = i < length - padding ? base64_digit(base64[i]) : 0;
        if (digit < 0) return NULL;
        group = group << 6 | (DWORD)digit;
        if (i % 4 == 3)
            for (int shift = 16; shift >= 0; shift -= 8) out[bytes++] = (BYTE)(group >> shift);
    }
    bytes -= padding;
    if (bytes % 2) return NULL;
    out[bytes] = out[bytes + 1] = 0;
    return (wchar_t *)out;
}

/* Parameters may be cut short and are case-insensitive; -ec is a documented alias besides. */
static bool is_option(const wchar_t *argument, const wchar_t *name, const wchar_t *alias) {
    if (*argument != '-' && *argument != '/') return false;
    size_t length = wcslen(++argument);
    return length && (!_wcsnicmp(argument, name, length) || !_wcsicmp(argument, alias));
}

static wchar_t *join(int count, wchar_t **words) {
    size_t size = 1;
    for (int i = 0; i < count; i++) size += wcslen(words[i]) + 1;
    wchar_t *text = calloc(size, sizeof *text);
    for (int i = 0; text && i < count; i++) {
        if (i) wcscat(text, L" ");
        wcscat(text, words[i]);
    }
    return text;
}

static wchar_t *find_script(int argc, wchar_t **argv) {
    for (int i = 1; i + 1 < argc; i++) {
        if (is_option(argv[i], L"encodedcommand", L"ec")) return decode(argv[i + 1]);
        if (is_option(argv[i], L"command", L"c")) return join(argc - i - 1, argv + i + 1);
    }
    return NULL;
}

/* ---- words of the script: just enough of PowerShell's grammar to tell a quoted name from a command ---- */

static bool is_quote(wchar_t c, const wchar_t *kind) { return c && wcschr(kind, c); }

/* PowerShell takes typographic quotes for quotes. Not knowing that is how a name escapes from its string. */
static const wchar_t SINGLE_QUOTES[] = L"'\x2018\x2019\x201a\x201b", DOUBLE_QUOTES[] = L"\"\x201c\x201d\x201e";

static const wchar_t *read_quoted(const wchar_t *at, wchar_t word[WORD_SIZE], size_t *length, const wchar_t *kind) {
    for (at++; *at; at++) {
        if (is_quote(*at, kind)) {
            if (!is_quote(at[1], kind)) return at + 1;
            at++; /* doubled: the quote itself */
        } else if (*at == '`' && kind == DOUBLE_QUOTES && at[1]) {
            at++;
        }
        if (*length + 1 < WORD_SIZE) word[(*length)++] = *at;
    }
    return at;
}

static bool ends_word(wchar_t c) { return !c || wcschr(L" \t\r\n;|&{}()", c); }

/* A backtick before a line's end continues the line. */
static const wchar_t *skip_blanks(const wchar_t *at) {
    for (;;) {
        if (*at == ' ' || *at == '\t') at++;
        else if (at[0] == '`' && at[1] == '\n') at += 2;
        else if (at[0] == '`' && at[1] == '\r' && at[2] == '\n') at += 3;
        else return at;
    }
}

/* Reads one word; word[0] is 0 at a separator, which ends a command. `quoted` tells a string from a bare word. */
static const wchar_t *next_word(const wchar_t *at, wchar_t word[WORD_SIZE], bool *quoted) {
    size_t length = 0;
    *quoted = false;
    at = skip_blanks(at);
    if (*at == '#')
        while (*at && *at != '\n') at++;
    if (*at && ends_word(*at)) at++;
    else
        while (!ends_word(*at)) {
            const wchar_t *kind = is_quote(*at, SINGLE_QUOTES) ? SINGLE_QUOTES : is_quote(*at, DOUBLE_QUOTES) ? DOUBLE_QUOTES : NULL;
            if (kind) {
                *quoted = true;
                at = read_quoted(at, word, &length, kind);
            } else {
                if (*at == '`' && at[1]) at++;
                if (length + 1 < WORD_SIZE) word[length++] = *at;
                at++;
            }
        }
    word[length] = 0;
    return at;
}

static bool find_verb(const wchar_t *word, enum verb *verb) {
    const wchar_t *name = wcsrchr(word, '\\'); /* Module\Cmdlet */
    for (int i = 0; i < 3; i++)
        if (!_wcsicmp(name ? name + 1 : word, VERBS[i])) return *verb = (enum verb)i, true;
    return false;
}

static const wchar_t *read_command(const wchar_t *at, struct command *command) {
    wchar_t word[WORD_SIZE];
    bool quoted, first = true;
    for (;; first = false) {
        const wchar_t *after = next_word(at, word, &quoted);
        if (!word[0] && !quoted) return at; /* the separator is the caller's */
        at = after;
        if (first && (quoted || *word != '-')) {
            wcscpy(command->name, word); /* -Name may be left out when its value comes first */
            command->has_name = true;
        } else if (!quoted && is_option(word, L"graceful", L"graceful")) {
            command->graceful = true;
        } else if (!quoted && is_option(word, L"name", L"name")) {
            at = next_word(at, command->name, &quoted);
            command->has_name = true;
        } else if (!quoted && is_option(word, L"computername", L"computername")) {
            at = next_word(at, command->computer, &quoted);
            command->has_computer = true;
        } else if (wcslen(command->others) + wcslen(word) + 2 < WORD_SIZE) {
            if (command->others[0]) wcscat(command->others, L"\n");
            wcscat(command->others, word);
        }
    }
}

static int read_commands(const wchar_t *script, struct command commands[MAX_COMMANDS]) {
    int count = 0;
    wchar_t word[WORD_SIZE];
    bool quoted, at_start = true;
    for (const wchar_t *at = script; *at && count < MAX_COMMANDS;) {
        at = next_word(at, word, &quoted);
        enum verb verb;
        if (at_start && !quoted && find_verb(word, &verb)) {
            struct command *command = &commands[count++];
            memset(command, 0, sizeof *command);
            command->verb = verb;
            at = read_command(at, command);
        }
        /* `$x = Get-Command …` and `if (…)` too: an assignment's right side begins a command, like anything after a separator. */
        at_start = !quoted && (!word[0] || !wcscmp(word, L"="));
    }
    return count;
}

/* ---- the log ---- */

static char *entry;

static void put(const char *format, ...) {
    size_t at = strlen(entry);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(entry + at, LOG_SIZE - at, format, arguments);
    va_end(arguments);
}

static void put_text(const char *field, const wchar_t *text) {
    put("\"%s\":", field);
    if (text)
        lab_json(entry, LOG_SIZE, text);
    else
        put("null");
}

static void put_lines(wchar_t *lines) {
    const char *comma = "";
    for (wchar_t *line = lines, *end; line && *line; line = end ? end + 1 : NULL) {
        end = wcschr(line, '\n');
        if (end) *end = 0;
        put("%s", comma);
        lab_json(entry, LOG_SIZE, line);
        comma = ",";
    }
}

static void put_command(struct command *command) {
    put("{");
    put_text("command", VERBS[command->verb]);
    put(",");
    put_text("name", command->has_name ? command->name : NULL);
    put(",");
    put_text("computer", command->has_computer ? command->computer : NULL);
    put(",\"graceful\":%s,\"others\":[", command->graceful ? "true" : "false");
    put_lines(command->others);
    put("]}");
}

static void begin_entry(const char *event) {
    entry[0] = 0;
    put("{\"event\":\"%s\",\"tick\":%llu,\"pid\":%lu,", event, GetTickCount64(), GetCurrentProcessId());
}

static void log_call(int argc, wchar_t **argv, const wchar_t *script, int count, struct command *commands) {
    begin_entry("call");
    put_text("commandLine", GetCommandLineW());
    put(",\"argv\":[");
    for (int i = 0; i < argc; i++) {
        if (i) put(",");
        lab_json(entry, LOG_SIZE, argv[i]);
    }
    put("],");
    put_text("script", script);
    put(",\"commands\":[");
    for (int i = 0; i < count; i++) {
        if (i) put(",");
        put_command(&commands[i]);
    }
    put("]}");
    lab_append(LAB_POWERSHELL_LOG, entry);
}

static int log_exit(int code) {
    begin_entry("exit");
    put("\"code\":%d}", code);
    lab_append(LAB_POWERSHELL_LOG, entry);
    return code;
}

/* ---- what PowerShell prints: the shape of its messages; the texts about the service are ours, those about unknown commands are its own ---- */

static void print(DWORD stream, const wchar_t *text) {
    char bytes[8 * LAB_TEXT];
    DWORD written;
    int length = WideCharToMultiByte(CP_OEMCP, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
    if (length) WriteFile(GetStdHandle(stream), bytes, (DWORD)length - 1, &written, NULL);
}

static void print_error(const wchar_t *message, const wchar_t *position, const wchar_t *command) {
    wchar_t text[2 * LAB_TEXT];
    const wchar_t *format = lab_is(NULL, "powershell.error.format", "clixml")
                                ? L"#< CLIXML\r\n<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
                                  L"<S S=\"Error\">%ls_x000D__x000A_</S><S S=\"Error\">%ls_x000D__x000A_</S><S S=\"Error\">+ %ls_x000D__x000A_</S></Objs>"
                                : L"%ls\r\n%ls\r\n+ %ls\r\n    + FullyQualifiedErrorId : EkuLab\r\n";
    _snwprintf(text, 2 * LAB_TEXT, format, message, position, command);
    text[2 * LAB_TEXT - 1] = 0;
    print(STD_ERROR_HANDLE, text);
}

static int fail(const struct command *command, const wchar_t *english, const wchar_t *japanese) {
    char given[LAB_TEXT];
    wchar_t message[LAB_TEXT], verb_and_text[LAB_TEXT + 64];
    bool in_japanese = lab_is(NULL, "powershell.language", "ja");
    lab_behaviour(NULL, "powershell.error", given);
    if (given[0])
        MultiByteToWideChar(CP_UTF8, 0, given, -1, message, LAB_TEXT);
    else
        _snwprintf(message, LAB_TEXT, in_japanese ? japanese : english, command->name);
    message[LAB_TEXT - 1] = 0;
    _snwprintf(verb_and_text, LAB_TEXT + 64, L"%ls : %ls", VERBS[command->verb], message);
    verb_and_text[LAB_TEXT + 63] = 0;
    print_error(verb_and_text, in_japanese ? L"発生場所 行:1 文字:1" : L"At line:1 char:1", VERBS[command->verb]);
    return (int)lab_number(NULL, "powershell.exit");
}

static int fail_absent(const struct command *command) {
    struct command missing = *command;
    if (command->verb != PROBE) wcscpy(missing.name, VERBS[command->verb]); /* what is not recognised is the cmdlet, not its service */
    return fail(&missing, L"The term '%ls' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                L"用語 '%ls' は、コマンドレット、関数、スクリプト ファイル、または操作可能なプログラムの名前として認識されません。");
}

/* ---- acting on the service ---- */

static DWORD state_of(SC_HANDLE service) {
    SERVICE_STATUS status;
    return QueryServiceStatus(service, &status) ? status.dwCurrentState : 0;
}

static void wait_while(SC_HANDLE service, DWORD state) {
    while (state_of(service) == state) Sleep(50);
}

/* True when the sessions are gone, false when somebody resumed the service meanwhile. */
static bool drain(SC_HANDLE service, const wchar_t *name) {
    wchar_t event_name[WORD_SIZE + 64];
    SERVICE_STATUS status;
    _snwprintf(event_name, WORD_SIZE + 64, L"Global\\eku-lab-drained-%ls", name);
    HANDLE drained = OpenEventW(SYNCHRONIZE, FALSE, event_name);
    if (state_of(service) != SERVICE_PAUSED && !ControlService(service, SERVICE_CONTROL_PAUSE, &status))
        return GetLastError() == ERROR_INVALID_SERVICE_CONTROL; /* it does not drain: stop it at once */
    for (;;) {
        DWORD state = state_of(service);
        if (state == SERVICE_STOPPED || state == SERVICE_STOP_PENDING) return true;
        if (state == SERVICE_RUNNING || state == SERVICE_CONTINUE_PENDING) return false;
        if (state == SERVICE_PAUSED && (!drained || !WaitForSingleObject(drained, 0))) return true;
        Sleep(50);
    }
}

static bool stop(SC_HANDLE service, const struct command *command) {
    SERVICE_STATUS status;
    if (state_of(service) == SERVICE_STOPPED) return true;
    if (command->graceful && !drain(service, command->name)) return false;
    DWORD state = state_of(service);
    if (state != SERVICE_STOPPED && state != SERVICE_STOP_PENDING && !ControlService(service, SERVICE_CONTROL_STOP, &status)) return false;
    while ((state = state_of(service)) != SERVICE_STOPPED) {
        if (!state) return false;
        Sleep(50);
    }
    return true;
}

static bool start(SC_HANDLE service) {
    if (!StartServiceW(service, 0, NULL) && GetLastError() != ERROR_SERVICE_ALREADY_RUNNING) return false;
    wait_while(service, SERVICE_START_PENDING);
    return state_of(service) == SERVICE_RUNNING;
}

static int act_on_service(const struct command *command) {
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    SC_HANDLE service = OpenServiceW(manager, command->name, SERVICE_ALL_ACCESS);
    bool done = service && (command->verb == STOP ? stop(service, command) : start(service));
    CloseServiceHandle(service);
    CloseServiceHandle(manager);
    if (done) return 0;
    return command->verb == STOP ? fail(command, L"Cannot stop service \"%ls\".", L"サービス \"%ls\" を停止できません。")
                                 : fail(command, L"Cannot start service \"%ls\".", L"サービス \"%ls\" を開始できません。");
}

static int carry_out(const struct command *command) {
    char how[LAB_TEXT];
    lab_behaviour(NULL, KEYS[command->verb], how);
    if (!strcmp(how, "hang")) Sleep(INFINITE);
    if (lab_is(NULL, "powershell.cmdlets", "absent")) return fail_absent(command);
    if (command->verb != PROBE && !command->has_name) return fail(command, L"No -Name%.0ls.", L"-Name %.0ls がありません。"), NO_NAME;
    if (!strcmp(how, "fail")) return fail(command, L"Refused for \"%ls\".", L"\"%ls\" は拒否されました。");
    int code = command->verb == PROBE ? 0 : act_on_service(command);
    if (!code && !strcmp(how, "fail-after")) return fail(command, L"Failed after \"%ls\".", L"\"%ls\" の後で失敗しました。");
    return code;
}

static int carry_out_all(int count, const struct command *commands) {
    char output[LAB_TEXT];
    wchar_t text[LAB_TEXT];
    Sleep(lab_number(NULL, "powershell.delay"));
    for (int i = 0; i < count; i++) {
        int code = carry_out(&commands[i]);
        if (code) return code;
    }
    lab_behaviour(NULL, "powershell.output", output);
    MultiByteToWideChar(CP_UTF8, 0, output, -1, text, LAB_TEXT);
    print(STD_OUTPUT_HANDLE, text);
    if (output[0]) print(STD_OUTPUT_HANDLE, L"\r\n");
    return 0;
}

int wmain(int argc, wchar_t **argv) {
    static struct command commands[MAX_COMMANDS];
    entry = calloc(LOG_SIZE, 1);
    if (!entry) return ERROR_OUTOFMEMORY;
    wchar_t *script = find_script(argc, argv);
    int count = script ? read_commands(script, commands) : 0;
    log_call(argc, argv, script, count, commands);
    if (!script) {
        print(STD_ERROR_HANDLE, L"eku lab: neither -EncodedCommand with valid Base64 of UTF-16LE nor -Command was given\r\n");
        return log_exit(NO_SCRIPT);
    }
    return log_exit(carry_out_all(count, commands));
}
