/* What the lab's programs share: the behaviour file, the logs, and service state names. */
#ifndef EKU_LAB_H
#define EKU_LAB_H

#include <stdbool.h>
#include <windows.h>

#define LAB_BEHAVIOUR L"C:\\eku-lab\\behaviour.txt"
#define LAB_SERVICE_LOG L"C:\\eku-lab\\service.log"
#define LAB_POWERSHELL_LOG L"C:\\eku-lab\\powershell.log"
#define LAB_TEXT 1024

/* The value of a behaviour key for a service (NULL: for none in particular), else the default of behaviour.def. */
void lab_behaviour(const wchar_t *service, const char *key, char value[LAB_TEXT]);
bool lab_is(const wchar_t *service, const char *key, const char *expected);
/* "never" and anything that is no number is INFINITE: a test that misspells a time then hangs visibly instead of passing. */
DWORD lab_number(const wchar_t *service, const char *key);
/* Does the behaviour file set this key, or is it left to its default? */
bool lab_is_set(const wchar_t *service, const char *key);
/* Calls back with each key of the behaviour file that behaviour.def does not know. */
void lab_unknown_keys(void (*found)(const char *key));

/* Appends one line to a log in a single write, so that lines of several processes never mix. */
void lab_append(const wchar_t *file, const char *line);

/* Converts to UTF-8, truncating to what fits. Lone surrogates become U+FFFD: use lab_json where every code unit counts. */
void lab_utf8(const wchar_t *text, char *out, int size);
/* Appends a JSON string to out: ASCII only, everything else as \uXXXX per UTF-16 unit, so nothing is lost or ambiguous. */
void lab_json(char *out, size_t size, const wchar_t *text);

const char *lab_state(DWORD state);
const char *lab_control(DWORD control, char buffer[32]);

#endif
