/*
 * The lab's stand-in for DATAMCUSVC.exe: an own-process service that starts, drains, stops and fails as C:\eku-lab\behaviour.txt
 * tells it (behaviour.def lists the keys), and that reads its own .NET exemption once, at start, as the real process does.
 *
 *     DATAMCUSVC.exe [SERVICE [STOP-DELAY-MS [LOG]]]      default: RTCDATAMCU 700 C:\eku-lab\service.log
 *
 * Every line of the log is `TICK SERVICE PID WHAT …`, TICK being GetTickCount64 in ms and WHAT one of
 *     START enforcement=on|off value=absent|TYPE:HEX global=absent|TYPE:HEX clr=… image=…
 *     STATE name checkpoint=n hint=n accepted=n exit=n specific=n
 *     CONTROL name
 *     DRAIN begin|end|cut|resumed        (cut = stopped before it ended, resumed = continued before it ended)
 *     EXIT crash|nothing                 (the process leaves without saying so to the service control manager)
 *     BEHAVIOUR unknown=key              (a misspelled key in the behaviour file)
 */
#include "lab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TICK_MS 100

static const wchar_t *service = L"RTCDATAMCU", *log_file = LAB_SERVICE_LOG;
static DWORD default_stop_delay = 700;

/* Guards everything below: controls arrive on the dispatcher's thread while the main loop runs on the service's. */
static CRITICAL_SECTION lock;
static HANDLE wake, drained;
static SERVICE_STATUS_HANDLE status_handle;
static SERVICE_STATUS status = {SERVICE_WIN32_OWN_PROCESS, SERVICE_STOPPED, 0, NO_ERROR, 0, 0, 0};
static ULONGLONG state_since, stop_since, drain_since;
static bool stopping, draining, drain_signalled;

static void note(const char *format, ...) {
    char line[4 * LAB_TEXT], name[256];
    lab_utf8(service, name, sizeof name);
    int at = snprintf(line, sizeof line, "%llu %s %lu ", GetTickCount64(), name, GetCurrentProcessId());
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + at, sizeof line - (size_t)at, format, arguments);
    va_end(arguments);
    lab_append(log_file, line);
}

static void note_unknown_key(const char *key) { note("BEHAVIOUR unknown=%s", key); }

static bool is(const char *key, const char *value) { return lab_is(service, key, value); }

static DWORD number(const char *key) { return lab_number(service, key); }

static bool over(ULONGLONG since, DWORD delay) { return delay != INFINITE && GetTickCount64() - since >= delay; }

/* ---- what the process says to the service control manager ---- */

static bool pending(DWORD state) { return state != SERVICE_STOPPED && state != SERVICE_RUNNING && state != SERVICE_PAUSED; }

static DWORD accepted_in(DWORD state) {
    if (state != SERVICE_RUNNING && state != SERVICE_PAUSED) return 0;
    return SERVICE_ACCEPT_SHUTDOWN | (is("stop.accept", "yes") ? SERVICE_ACCEPT_STOP : 0) |
           (is("pause.accept", "yes") ? SERVICE_ACCEPT_PAUSE_CONTINUE : 0);
}

static void report(void) {
    note("STATE %s checkpoint=%lu hint=%lu accepted=%lu exit=%lu specific=%lu", lab_state(status.dwCurrentState),
         status.dwCheckPoint, status.dwWaitHint, status.dwControlsAccepted, status.dwWin32ExitCode,
         status.dwServiceSpecificExitCode);
    SetServiceStatus(status_handle, &status);
}

static void enter(DWORD state, DWORD hint) {
    status.dwCurrentState = state;
    status.dwControlsAccepted = accepted_in(state);
    status.dwCheckPoint = pending(state) ? 1 : 0;
    status.dwWaitHint = hint;
    state_since = GetTickCount64();
    report();
}

static void tick(DWORD hint) {
    status.dwCheckPoint++;
    status.dwWaitHint = hint;
    report();
}

/* TerminateProcess: no exit handler, no last report. What the service control manager sees is a process that is gone. */
static void vanish(const char *how) {
    note("EXIT %s", how);
    TerminateProcess(GetCurrentProcess(), 3);
}

static void end_stopped(DWORD exit_code) {
    status.dwWin32ExitCode = exit_code;
    status.dwServiceSpecificExitCode = exit_code == ERROR_SERVICE_SPECIFIC_ERROR ? 42 : 0;
    enter(SERVICE_STOPPED, 0);
}

/* ---- draining: sessions that last on after PAUSE ---- */

static void end_drain(const char *how) {
    if (!draining) return;
    draining = false;
    note("DRAIN %s", how);
    SetEvent(drained); /* the recorder waits for this, as the real cmdlet waits for the last session */
}

static void begin_drain(void) {
    draining = true;
    drain_signalled = false;
    drain_since = GetTickCount64();
    ResetEvent(drained);
    note("DRAIN begin");
}

static bool sessions_are_gone(void) {
    if (!is("drain.delay", "signal")) return over(drain_since, number("drain.delay"));
    return drain_signalled;
}

static DWORD stop_delay(void) {
    return lab_is_set(service, "stop.delay") ? number("stop.delay") : default_stop_delay;
}

static void begin_stop(void) {
    stopping = true;
    stop_since = GetTickCount64();
    end_drain("cut");
}

/* ---- one step of the main loop: what is due in the present state ---- */

static void step_stop(void) {
    if (over(stop_since, stop_delay())) {
        if (is("stop.end", "crash")) vanish("crash");
        end_stopped(number("stop.exit"));
    } else if (status.dwCurrentState == SERVICE_STOP_PENDING) {
        if (is("stop.checkpoint", "advance")) tick(number("stop.hint.next"));
    } else if (is("stop.pending", "yes") && over(stop_since, number("stop.lag"))) {
        enter(SERVICE_STOP_PENDING, number("stop.hint"));
    }
}

static void step_start(void) {
    if (is("start.report", "crash")) vanish("crash");
    bool done = over(state_since, number("start.delay"));
    if (done && is("start.report", "fail"))
        end_stopped(number("start.exit"));
    else if (done)
        enter(SERVICE_RUNNING, 0);
    else if (is("start.checkpoint", "advance"))
        tick(number("start.hint"));
}

static void step_drain(void) {
    bool shown_pending = status.dwCurrentState == SERVICE_PAUSE_PENDING;
    if (shown_pending && !over(state_since, number("pause.delay"))) return;
    if (draining && sessions_are_gone()) end_drain("end");
    if (shown_pending && draining && is("drain.state", "pending"))
        tick(2000);
    else if (shown_pending)
        enter(SERVICE_PAUSED, 0);
    else if (!draining && is("drain.then", "stop"))
        begin_stop();
}

static void step(void) {
    switch (stopping ? SERVICE_STOP_PENDING : status.dwCurrentState) {
        case SERVICE_STOP_PENDING: step_stop(); break;
        case SERVICE_START_PENDING: step_start(); break;
        case SERVICE_PAUSE_PENDING:
        case SERVICE_PAUSED: step_drain(); break;
        case SERVICE_CONTINUE_PENDING:
            if (over(state_since, number("continue.delay"))) enter(SERVICE_RUNNING, 0);
            break;
    }
}

/* ---- controls ---- */

static DWORD on_pause(void) {
    if (status.dwCurrentState == SERVICE_RUNNING) {
        enter(SERVICE_PAUSE_PENDING, 2000);
        begin_drain();
    } else {
        drain_signalled = true;
    }
    return NO_ERROR;
}

static DWORD on_continue(void) {
    if (status.dwCurrentState == SERVICE_PAUSED) {
        end_drain("resumed");
        enter(SERVICE_CONTINUE_PENDING, 2000);
    }
    return NO_ERROR;
}

static DWORD on_stop(void) {
    if (stopping) return NO_ERROR;
    begin_stop();
    step_stop();
    return NO_ERROR;
}

static DWORD act(DWORD control) {
    switch (control) {
        case SERVICE_CONTROL_STOP:
        case SERVICE_CONTROL_SHUTDOWN: return on_stop();
        case SERVICE_CONTROL_PAUSE: return on_pause();
        case SERVICE_CONTROL_CONTINUE: return on_continue();
        case SERVICE_CONTROL_INTERROGATE: report(); return NO_ERROR;
        case 128: drain_signalled = true; return NO_ERROR;
        default: return control > 128 ? NO_ERROR : ERROR_CALL_NOT_IMPLEMENTED;
    }
}

static DWORD WINAPI on_control(DWORD control, DWORD type, void *data, void *context) {
    (void)type, (void)data, (void)context;
    char buffer[32];
    EnterCriticalSection(&lock);
    note("CONTROL %s", lab_control(control, buffer));
    DWORD result = act(control);
    LeaveCriticalSection(&lock);
    SetEvent(wake);
    return result;
}

/* ---- the process's own exemption, read as .NET reads it ---- */

/* Describes a registry value as absent or TYPE:HEX, and says whether it is a REG_DWORD 0: the one thing that switches the check off. */
static bool read_switch(const wchar_t *key, const wchar_t *name, char text[64]) {
    BYTE data[16];
    DWORD type, size = sizeof data;
    HKEY handle;
    strcpy(text, "absent");
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, key, 0, KEY_QUERY_VALUE | KEY_WOW64_64KEY, &handle)) return false;
    LONG result = RegQueryValueExW(handle, name, NULL, &type, data, &size);
    RegCloseKey(handle);
    if (result == ERROR_MORE_DATA) snprintf(text, 64, "%lu:(%lu bytes)", type, size);
    if (result) return false;
    int at = snprintf(text, 64, "%lu:", type);
    for (DWORD i = 0; i < size; i++) at += snprintf(text + at, 64 - (size_t)at, "%02x", data[i]);
    return type == REG_DWORD && size == sizeof(DWORD) && *(DWORD *)data == 0;
}

static void note_start(void) {
    wchar_t image[1024], key[512], global_key[256];
    char text[LAB_TEXT], clr[LAB_TEXT], own[64], global[64];
    GetModuleFileNameW(NULL, image, 1024);
    GetLongPathNameW(image, image, 1024); /* .NET calls GetFullPath on it, which expands 8.3 folders */
    lab_utf8(image, text, sizeof text);
    lab_behaviour(service, "clr", clr);
    _snwprintf(global_key, 256, L"SOFTWARE\\Microsoft\\.NETFramework\\%hs", clr);
    _snwprintf(key, 512, L"%ls\\System.Net.ServicePointManager.RequireCertificateEKUs", global_key);
    bool off = read_switch(key, image, own);
    bool off_globally = read_switch(global_key, L"RequireCertificateEKUs", global);
    note("START enforcement=%s value=%s global=%s clr=%s image=%s", off || off_globally ? "off" : "on", own, global, clr, text);
}

/* ---- the service's life ---- */

static HANDLE create_drained_event(void) {
    wchar_t name[300];
    _snwprintf(name, 300, L"Global\\eku-lab-drained-%ls", service);
    return CreateEventW(NULL, TRUE, TRUE, name);
}

static void WINAPI service_main(DWORD argc, wchar_t **argv) {
    (void)argc, (void)argv;
    note_start();
    lab_unknown_keys(note_unknown_key);
    if (is("start.report", "nothing")) vanish("nothing");
    drained = create_drained_event();
    wake = CreateEventW(NULL, FALSE, FALSE, NULL);
    status_handle = RegisterServiceCtrlHandlerExW(service, on_control, NULL);
    EnterCriticalSection(&lock);
    enter(SERVICE_START_PENDING, number("start.hint"));
    while (status.dwCurrentState != SERVICE_STOPPED) {
        bool idle = status.dwCurrentState == SERVICE_RUNNING && !stopping;
        LeaveCriticalSection(&lock);
        bool due = WaitForSingleObject(wake, idle ? INFINITE : TICK_MS) == WAIT_TIMEOUT;
        EnterCriticalSection(&lock);
        if (due && status.dwCurrentState != SERVICE_STOPPED) step();
    }
    LeaveCriticalSection(&lock);
}

int wmain(int argc, wchar_t **argv) {
    if (argc > 1) service = argv[1];
    if (argc > 2) default_stop_delay = wcstoul(argv[2], NULL, 10);
    if (argc > 3) log_file = argv[3];
    InitializeCriticalSection(&lock);
    SERVICE_TABLE_ENTRYW table[] = {{(wchar_t *)service, service_main}, {NULL, NULL}};
    if (StartServiceCtrlDispatcherW(table)) return 0;
    fprintf(stderr, "DATAMCUSVC.exe is a service: install it with `wine.sh start` (error %lu)\n", GetLastError());
    return 1;
}
