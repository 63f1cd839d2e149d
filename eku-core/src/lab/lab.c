#include "lab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *key, *otherwise;
} KEYS[] = {
#define BEHAVIOUR(key, otherwise, meaning) {key, otherwise},
#include "behaviour.def"
#undef BEHAVIOUR
};
enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };

/* The whole behaviour file as a string to free; empty when there is none. */
static char *read_behaviour(void) {
    char *text = NULL;
    DWORD got = 0;
    HANDLE file = CreateFileW(LAB_BEHAVIOUR, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file != INVALID_HANDLE_VALUE) {
        DWORD size = GetFileSize(file, NULL);
        text = size < 1 << 20 ? malloc(size + 1) : NULL;
        if (text && !ReadFile(file, text, size, &got, NULL)) got = 0;
        CloseHandle(file);
    }
    if (!text) text = malloc(1);
    if (!text) exit(ERROR_OUTOFMEMORY);
    text[got] = 0;
    return text;
}

static char *trim(char *text) {
    text += strspn(text, " \t\r\xEF\xBB\xBF"); /* a byte order mark too: editors on Windows like to write one */
    size_t length = strlen(text);
    while (length && strchr(" \t\r", text[length - 1])) text[--length] = 0;
    return text;
}

/* Splits the next `key=value` off the text. Returns false at the end. */
static bool next_line(char **cursor, char **key, char **value) {
    for (char *line; (line = *cursor) && *line;) {
        char *end = strchr(line, '\n');
        *cursor = end ? end + 1 : NULL;
        if (end) *end = 0;
        line = trim(line);
        char *equals = strchr(line, '=');
        if (*line == '#' || !equals) continue;
        *equals = 0;
        *key = trim(line);
        *value = trim(equals + 1);
        return true;
    }
    return false;
}

/* Is `spelled` this key, either plainly (1) or for this very service (2)? Otherwise 0. */
static int rank(const char *spelled, const char *service, const char *key) {
    if (!strcmp(spelled, key)) return 1;
    size_t length = strlen(service);
    return length && !_strnicmp(spelled, service, length) && spelled[length] == '.' && !strcmp(spelled + length + 1, key) ? 2 : 0;
}

static bool find(const wchar_t *service, const char *key, char value[LAB_TEXT]) {
    char name[LAB_TEXT] = "", *text = read_behaviour(), *cursor = text, *k, *v;
    int best = 0;
    if (service) lab_utf8(service, name, sizeof name);
    while (next_line(&cursor, &k, &v)) {
        int found = rank(k, name, key);
        if (found && found >= best) {
            best = found;
            snprintf(value, LAB_TEXT, "%s", v);
        }
    }
    free(text);
    return best > 0;
}

bool lab_is_set(const wchar_t *service, const char *key) {
    char value[LAB_TEXT];
    return find(service, key, value);
}

void lab_behaviour(const wchar_t *service, const char *key, char value[LAB_TEXT]) {
    if (find(service, key, value)) return;
    for (int i = 0; i < KEY_COUNT; i++)
        if (!strcmp(KEYS[i].key, key)) {
            snprintf(value, LAB_TEXT, "%s", KEYS[i].otherwise);
            return;
        }
    value[0] = 0;
}

bool lab_is(const wchar_t *service, const char *key, const char *expected) {
    char value[LAB_TEXT];
    lab_behaviour(service, key, value);
    return !strcmp(value, expected);
}

DWORD lab_number(const wchar_t *service, const char *key) {
    char value[LAB_TEXT], *end;
    lab_behaviour(service, key, value);
    unsigned long number = strtoul(value, &end, 10);
    return *value && !*end ? number : INFINITE;
}

/* The last two dotted parts of `SERVICE.a.b` are no help: keys have one, two or three parts. So compare whole endings. */
static bool known(const char *spelled) {
    for (int i = 0; i < KEY_COUNT; i++) {
        size_t length = strlen(spelled), key = strlen(KEYS[i].key);
        if (length < key || strcmp(spelled + length - key, KEYS[i].key)) continue;
        if (length == key || spelled[length - key - 1] == '.') return true;
    }
    return false;
}

void lab_unknown_keys(void (*found)(const char *key)) {
    char *text = read_behaviour(), *cursor = text, *key, *value;
    while (next_line(&cursor, &key, &value))
        if (!known(key)) found(key);
    free(text);
}

static void append(const wchar_t *file, const char *line) {
    HANDLE log = CreateFileW(file, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_ALWAYS,
                             FILE_ATTRIBUTE_NORMAL, NULL);
    if (log == INVALID_HANDLE_VALUE) return;
    DWORD written;
    size_t length = strlen(line);
    char *text = malloc(length + 1);
    if (text) {
        memcpy(text, line, length);
        text[length] = '\n';
        WriteFile(log, text, (DWORD)length + 1, &written, NULL);
        free(text);
    }
    CloseHandle(log);
}

void lab_append(const wchar_t *file, const char *line) {
    /* Wine appends by seeking and then writing, so two processes need a lock to keep both their lines. */
    HANDLE turn = CreateMutexW(NULL, FALSE, L"Global\\eku-lab-log");
    WaitForSingleObject(turn, 5000);
    append(file, line);
    ReleaseMutex(turn);
    CloseHandle(turn);
}

void lab_utf8(const wchar_t *text, char *out, int size) {
    int written = WideCharToMultiByte(CP_UTF8, 0, text, -1, out, size, NULL, NULL);
    if (!written) written = size;
    out[written - 1] = 0;
}

void lab_json(char *out, size_t size, const wchar_t *text) {
    size_t at = strlen(out);
    if (at + 1 < size) out[at++] = '"';
    for (; *text && at + 8 < size; text++) {
        if (*text == '"' || *text == '\\') out[at++] = '\\';
        if (*text < ' ' || *text > '~')
            at += (size_t)snprintf(out + at, size - at, "\\u%04x", (unsigned)*text);
        else
            out[at++] = (char)*text;
    }
    if (at + 1 < size) out[at++] = '"';
    out[at] = 0;
}

const char *lab_state(DWORD state) {
    static const char *const NAMES[] = {"?",       "STOPPED",          "START_PENDING", "STOP_PENDING",
                                        "RUNNING", "CONTINUE_PENDING", "PAUSE_PENDING", "PAUSED"};
    return NAMES[state <= SERVICE_PAUSED ? state : 0];
}

const char *lab_control(DWORD control, char buffer[32]) {
    static const char *const NAMES[] = {"?", "STOP", "PAUSE", "CONTINUE", "INTERROGATE", "SHUTDOWN"};
    if (control && control <= SERVICE_CONTROL_SHUTDOWN) return NAMES[control];
    snprintf(buffer, 32, "%s_%lu", control >= 128 ? "USER" : "OTHER", control);
    return buffer;
}
