/*
 * What the lab needs of the service control manager and Wine's sc.exe does not have.
 *
 *     svcctl status|config|start|stop|pause|continue|interrogate|delete SERVICE
 *     svcctl control SERVICE NUMBER          128 = the Data MCU's sessions are gone
 *     svcctl wait SERVICE STATE MS           1 when the state is not reached in time
 *     svcctl wait SERVICE gone MS            until the service is deleted
 *
 * Prints one line. Exit code 0 if done, 1 if the call failed (the line ends in `error N`), 2 if misused.
 */
#include "lab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed(const char *what) {
    printf("%s: error %lu\n", what, GetLastError());
    return 1;
}

static int print_status(SC_HANDLE service) {
    SERVICE_STATUS_PROCESS s;
    DWORD needed;
    if (!QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, (BYTE *)&s, sizeof s, &needed)) return failed("status");
    printf("%s pid=%lu checkpoint=%lu hint=%lu accepted=%lu exit=%lu specific=%lu\n", lab_state(s.dwCurrentState), s.dwProcessId,
           s.dwCheckPoint, s.dwWaitHint, s.dwControlsAccepted, s.dwWin32ExitCode, s.dwServiceSpecificExitCode);
    return 0;
}

static int print_config(SC_HANDLE service) {
    char buffer[8192], path[LAB_TEXT], account[LAB_TEXT], display[LAB_TEXT];
    QUERY_SERVICE_CONFIGW *config = (QUERY_SERVICE_CONFIGW *)buffer;
    DWORD needed;
    if (!QueryServiceConfigW(service, config, sizeof buffer, &needed)) return failed("config");
    lab_utf8(config->lpBinaryPathName, path, sizeof path);
    lab_utf8(config->lpServiceStartName, account, sizeof account);
    lab_utf8(config->lpDisplayName, display, sizeof display);
    printf("type=%lu start=%lu account=%s display=%s path=%s\n", config->dwServiceType, config->dwStartType, account, display, path);
    return 0;
}

static int control(SC_HANDLE service, DWORD code) {
    SERVICE_STATUS ignored;
    char buffer[32];
    if (!ControlService(service, code, &ignored)) return failed(lab_control(code, buffer));
    return print_status(service);
}

static DWORD state_of(SC_HANDLE service) {
    SERVICE_STATUS s;
    return QueryServiceStatus(service, &s) ? s.dwCurrentState : 0;
}

static int wait_for(SC_HANDLE service, const wchar_t *state, DWORD ms) {
    char wanted[32];
    lab_utf8(state, wanted, sizeof wanted);
    for (ULONGLONG until = GetTickCount64() + ms; strcmp(lab_state(state_of(service)), wanted);) {
        if (GetTickCount64() > until) {
            printf("wait: not %s after %lu ms but ", wanted, ms);
            print_status(service);
            return 1;
        }
        Sleep(50);
    }
    return print_status(service);
}

/* A deleted service lives on until the last handle is closed, so look it up anew each time. */
static int wait_gone(SC_HANDLE manager, const wchar_t *name, DWORD ms) {
    for (ULONGLONG until = GetTickCount64() + ms; GetTickCount64() <= until; Sleep(50)) {
        SC_HANDLE service = OpenServiceW(manager, name, SERVICE_QUERY_STATUS);
        if (!service && GetLastError() == ERROR_SERVICE_DOES_NOT_EXIST) return puts("gone"), 0;
        if (service) CloseServiceHandle(service);
    }
    printf("wait: not gone after %lu ms\n", ms);
    return 1;
}

static int act(SC_HANDLE service, const wchar_t *verb, int extra, wchar_t **arguments) {
    static const wchar_t *const CONTROLS[] = {L"stop", L"pause", L"continue", L"interrogate"};
    for (DWORD i = 0; i < 4; i++)
        if (!wcscmp(verb, CONTROLS[i])) return control(service, i + SERVICE_CONTROL_STOP);
    if (!wcscmp(verb, L"status")) return print_status(service);
    if (!wcscmp(verb, L"config")) return print_config(service);
    if (!wcscmp(verb, L"start")) return StartServiceW(service, 0, NULL) ? print_status(service) : failed("START");
    if (!wcscmp(verb, L"delete")) return DeleteService(service) ? puts("deleted"), 0 : failed("DELETE");
    if (!wcscmp(verb, L"control") && extra == 1) return control(service, wcstoul(arguments[0], NULL, 10));
    if (!wcscmp(verb, L"wait") && extra == 2) return wait_for(service, arguments[0], wcstoul(arguments[1], NULL, 10));
    fprintf(stderr, "svcctl: unknown command, see svcctl.c\n");
    return 2;
}

int wmain(int argc, wchar_t **argv) {
    if (argc < 3) return fprintf(stderr, "usage: svcctl COMMAND SERVICE [ARGUMENT…], see svcctl.c\n"), 2;
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    if (!manager) return failed("manager");
    if (argc == 5 && !wcscmp(argv[1], L"wait") && !wcscmp(argv[3], L"gone")) return wait_gone(manager, argv[2], wcstoul(argv[4], NULL, 10));
    SC_HANDLE service = OpenServiceW(manager, argv[2], SERVICE_ALL_ACCESS);
    if (!service) return failed("open");
    int result = act(service, argv[1], argc - 3, argv + 3);
    CloseServiceHandle(service);
    CloseServiceHandle(manager);
    return result;
}
