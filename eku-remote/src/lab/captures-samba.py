"""Makes each call once with the client that Samba generates from the interface definitions. Debian's python3-samba.

Arguments: address, password file, label file, "registry", "performance" or "services", and for services the one to stop and start. Writes one line per call into the label file, in the order of the calls.
"""

import sys

from samba import NTSTATUSError, WERRORError, credentials, param
from samba.dcerpc import svcctl, winreg

address, password_file, label_file, part = sys.argv[1:5]
labels = open(label_file, "w", encoding="utf-8")

BINARY, DWORD, SZ, MULTI_SZ = 3, 4, 1, 7
READ, WRITE, READ_64, WRITE_64 = 0x20019, 0x2001F, 0x20119, 0x2011F
MAXIMUM = 0x02000000
PRODUCT = "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe"
SETTING = "System.Net.ServicePointManager.RequireCertificateEKUs"

config = param.LoadParm()
config.load("/dev/null")
config.set("client signing", "required")
login = credentials.Credentials()
login.guess(config)
login.set_username("root")
login.set_domain("EKULAB")
login.set_password(open(password_file, encoding="utf-8").read().strip())
login.set_kerberos_state(credentials.DONT_USE_KERBEROS)


def say(label):
    labels.write(label + "\n")


def call(label, function, *arguments):
    """What the call returned, or None when the server refused."""
    say(label)
    try:
        return function(*arguments)
    except (NTSTATUSError, WERRORError, RuntimeError) as refusal:
        print("  " + label + ": " + str(refusal))
        return None


def text(value):
    string = winreg.String()
    string.name = value
    return string


def buffer(size):
    string = winreg.StringBuf()
    string.name = ""
    string.size = size
    return string


def registry():
    pipe = winreg.winreg("ncacn_np:%s[\\pipe\\winreg]" % address, config, login)
    root = call("open HKLM with the most that is allowed", pipe.OpenHKLM, None, MAXIMUM)
    software = call("open key SOFTWARE, 64-bit view, to read", pipe.OpenKey, root, text("SOFTWARE"), 0, READ_64)
    call("open key SOFTWARE\\no such key", pipe.OpenKey, root, text("SOFTWARE\\no such key"), 0, READ_64)
    made = call("create key SOFTWARE\\eku captures\\a\\b that is new, 64-bit view, to write", pipe.CreateKey, root,
                text("SOFTWARE\\eku captures\\a\\b"), text(""), 0, WRITE_64, None, 0)
    again = call("create key SOFTWARE\\eku captures\\a\\b that exists", pipe.CreateKey, root,
                 text("SOFTWARE\\eku captures\\a\\b"), text(""), 0, WRITE_64, None, 0)
    key = made[0]
    call("close key", pipe.CloseKey, again[0])
    third = call("create key SOFTWARE\\eku captures\\a\\b that exists, without a class", pipe.CreateKey, root,
                 text("SOFTWARE\\eku captures\\a\\b"), winreg.String(), 0, WRITE_64, None, 0)
    call("close key", pipe.CloseKey, third[0])
    call("set value %s REG_DWORD 0" % PRODUCT, pipe.SetValue, key, text(PRODUCT), DWORD, [0, 0, 0, 0])
    call("set value text REG_SZ Zürich, with its NUL", pipe.SetValue, key, text("text"), SZ, list("Zürich\0".encode("utf-16le")))
    call("set value odd REG_BINARY 01 02 03", pipe.SetValue, key, text("odd"), BINARY, [1, 2, 3])
    call("set value list REG_MULTI_SZ one, two", pipe.SetValue, key, text("list"), MULTI_SZ, list("one\0two\0\0".encode("utf-16le")))
    call("set value empty REG_BINARY without data", pipe.SetValue, key, text("empty"), BINARY, [])
    call("set the default value REG_SZ x", pipe.SetValue, key, text(""), SZ, list("x\0".encode("utf-16le")))
    call("set value 日本 REG_DWORD 1", pipe.SetValue, key, text("日本"), DWORD, [1, 0, 0, 0])
    call("set value large REG_BINARY of 20000 bytes", pipe.SetValue, key, text("large"), BINARY, [i % 251 for i in range(20000)])
    call("set value q REG_QWORD 0", pipe.SetValue, key, text("q"), 11, [0] * 8)

    def query(label, name, size):
        return call(label, pipe.QueryValue, key, text(name), 0, [0] * size, size, 0)

    query("query value %s, room for 4096 bytes" % PRODUCT, PRODUCT, 4096)
    query("query value text, room for 4096 bytes", "text", 4096)
    query("query value empty, room for 4096 bytes", "empty", 4096)
    query("query the default value, room for 4096 bytes", "", 4096)
    query("query value text, room for 3 bytes: too small", "text", 3)
    query("query value missing", "missing", 4096)
    query("query value large, room for 32768 bytes", "large", 32768)
    call("query value odd, no buffer: just type and size", pipe.QueryValue, key, text("odd"), 0, None, 0, 0)
    call("query info of the key", pipe.QueryInfoKey, key, text(""))
    call("query info of the key, without a class", pipe.QueryInfoKey, key, winreg.String())
    for index in range(10):
        call("enumerate value %d" % index, pipe.EnumValue, key, index, winreg_name(1024), 0, [0] * 4096, 4096, 0)
    call("enumerate value 7, room for 4 bytes of data: too small", pipe.EnumValue, key, 7, winreg_name(1024), 0, [0] * 4, 4, 0)
    for index in range(3):
        call("enumerate key %d of SOFTWARE" % index, pipe.EnumKey, software, index, buffer(1024), buffer(1024), 0)
    call("enumerate key 0 of SOFTWARE, much room, without its time", pipe.EnumKey, software, 0, buffer(32768), buffer(512), None)
    call("flush key", pipe.FlushKey, key)
    call("delete value %s" % PRODUCT, pipe.DeleteValue, key, text(PRODUCT))
    call("delete value %s that is missing" % PRODUCT, pipe.DeleteValue, key, text(PRODUCT))
    call("delete key SOFTWARE\\eku captures that has keys below", pipe.DeleteKey, root, text("SOFTWARE\\eku captures"))
    call("close key", pipe.CloseKey, key)
    for name in ("SOFTWARE\\eku captures\\a\\b", "SOFTWARE\\eku captures\\a", "SOFTWARE\\eku captures"):
        call("delete key " + name, pipe.DeleteKey, root, text(name))
    call("delete key SOFTWARE\\eku captures that is missing", pipe.DeleteKey, root, text("SOFTWARE\\eku captures"))
    call("close key with a handle that is closed", pipe.CloseKey, key)
    call("close key SOFTWARE", pipe.CloseKey, software)
    call("close HKLM", pipe.CloseKey, root)


def winreg_name(size):
    value = winreg.ValNameBuf()
    value.name = ""
    value.size = size
    return value


def services(name):
    pipe = svcctl.svcctl("ncacn_np:%s[\\pipe\\svcctl]" % address, config, login)
    manager = call("open the service manager, no names, to connect", pipe.OpenSCManagerW, None, None, 1)
    named = call("open the service manager, two names, to connect", pipe.OpenSCManagerW, "\\\\fe01", "ServicesActive", 1)
    call("close the service manager", pipe.CloseServiceHandle, named)
    service = call("open service %s, config, status, dependents, start and stop" % name, pipe.OpenServiceW, manager, name, 0x3D)
    call("open service NoSuchService", pipe.OpenServiceW, manager, "NoSuchService", 0x3D)
    call("query config of %s, no buffer: how much is needed" % name, pipe.QueryServiceConfigW, service, 0)
    call("query config of %s, 8192 bytes" % name, pipe.QueryServiceConfigW, service, 8192)
    call("query status of %s that runs" % name, pipe.QueryServiceStatus, service)
    call("control %s: 77, a control that it does not have" % name, pipe.ControlService, service, 77)
    call("query status ex of %s, level 0, 36 bytes" % name, pipe.QueryServiceStatusEx, service, 0, 36)
    call("query status ex of %s, level 0, no buffer" % name, pipe.QueryServiceStatusEx, service, 0, 0)
    call("enumerate dependents of %s in any state, no buffer" % name, pipe.EnumDependentServicesW, service, 3, 0)
    call("enumerate dependents of %s in any state, 4096 bytes" % name, pipe.EnumDependentServicesW, service, 3, 4096)
    call("control %s: interrogate" % name, pipe.ControlService, service, 4)
    call("control %s: stop" % name, pipe.ControlService, service, 1)
    call("query status of %s that is stopped" % name, pipe.QueryServiceStatus, service)
    call("control %s: stop, once more" % name, pipe.ControlService, service, 1)
    call("start %s without arguments" % name, pipe.StartServiceW, service, [])
    call("start %s, once more" % name, pipe.StartServiceW, service, [])
    call("close the service %s" % name, pipe.CloseServiceHandle, service)
    call("close the service manager", pipe.CloseServiceHandle, manager)
    call("close the service manager with a handle that is closed", pipe.CloseServiceHandle, manager)


def performance():
    pipe = winreg.winreg("ncacn_np:%s[\\pipe\\winreg]" % address, config, login)
    root = call("open the performance data", pipe.OpenHKPD, None, 0)
    for room in (4096, 262144):
        call("query value 230, room for %d bytes" % room, pipe.QueryValue, root, text("230"), 0, [0] * room, room, 0)


if part == "registry":
    registry()
elif part == "performance":
    performance()
else:
    services(sys.argv[5])
labels.close()
