"""Makes each call once with impacket. Debian's python3-impacket.

Arguments: address, password file, label file, and "all", "events" or "sealed". Writes one line per call into the label file, in the order of
the calls; for "sealed", which encrypts the calls, the session key.
"""

import sys

from impacket.dcerpc.v5 import even, rpcrt, rrp, scmr, transport
from impacket.uuid import uuidtup_to_bin

address, password_file, label_file, part = sys.argv[1:]
password = open(password_file, encoding="utf-8").read().strip()
labels = open(label_file, "w", encoding="utf-8")

PRODUCT = "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe\0"
VALUE = PRODUCT[:-1]


def call(label, function, *arguments, **options):
    """The response, or None when the server refused."""
    labels.write(label + "\n")
    try:
        return function(*arguments, **options)
    except rpcrt.DCERPCException as refusal:
        print("  " + label + ": " + str(refusal))
        return None


def bind(pipe, interface, level=None):
    way = transport.DCERPCTransportFactory("ncacn_np:%s[\\pipe\\%s]" % (address, pipe))
    way.set_credentials("root", password, "EKULAB")
    rpc = way.get_dce_rpc()
    if level:
        rpc.set_auth_level(level)
    rpc.connect()
    rpc.bind(interface)
    return rpc


def registry():
    rpc = bind("winreg", rrp.MSRPC_UUID_RRP)
    root = call("open HKLM", rrp.hOpenLocalMachine, rpc)["phKey"]
    made = call("create key SOFTWARE\\eku captures that is new", rrp.hBaseRegCreateKey, rpc, root, "SOFTWARE\\eku captures\0",
                dwOptions=0, samDesired=0x2011F)
    again = call("create key SOFTWARE\\eku captures that exists", rrp.hBaseRegCreateKey, rpc, root, "SOFTWARE\\eku captures\0",
                 dwOptions=0, samDesired=0x2011F)
    call("close key", rrp.hBaseRegCloseKey, rpc, again["phkResult"])
    key = made["phkResult"]
    call("open key SOFTWARE\\eku captures", rrp.hBaseRegOpenKey, rpc, root, "SOFTWARE\\eku captures\0", dwOptions=0, samDesired=0x20119)
    call("open key SOFTWARE\\no such key", rrp.hBaseRegOpenKey, rpc, root, "SOFTWARE\\no such key\0", dwOptions=0, samDesired=0x20119)
    call("set value %s REG_DWORD 0" % VALUE, rrp.hBaseRegSetValue, rpc, key, PRODUCT, rrp.REG_DWORD, 0)
    call("query value %s, room for 512 bytes" % VALUE, rrp.hBaseRegQueryValue, rpc, key, PRODUCT)
    call("query value missing", rrp.hBaseRegQueryValue, rpc, key, "missing\0")
    call("query info of the key", rrp.hBaseRegQueryInfoKey, rpc, key)
    call("enumerate value 0", rrp.hBaseRegEnumValue, rpc, key, 0)
    call("enumerate value 0, room only, no bytes sent", rpc.request, value_request(key, 0, 16384, 65536))
    call("enumerate value 1 that is missing", rrp.hBaseRegEnumValue, rpc, key, 1)
    call("enumerate key 0 of HKLM", rrp.hBaseRegEnumKey, rpc, root, 0)
    call("enumerate key 99 of HKLM that is missing", rrp.hBaseRegEnumKey, rpc, root, 99)
    call("flush key", rrp.hBaseRegFlushKey, rpc, key)
    call("delete value %s" % VALUE, rrp.hBaseRegDeleteValue, rpc, key, PRODUCT)
    call("delete value %s that is missing" % VALUE, rrp.hBaseRegDeleteValue, rpc, key, PRODUCT)
    call("close key", rrp.hBaseRegCloseKey, rpc, key)
    call("delete key SOFTWARE\\eku captures", rrp.hBaseRegDeleteKey, rpc, root, "SOFTWARE\\eku captures\0")
    call("delete key SOFTWARE\\eku captures that is missing", rrp.hBaseRegDeleteKey, rpc, root, "SOFTWARE\\eku captures\0")
    call("flush key with a handle that is closed", rrp.hBaseRegFlushKey, rpc, key)
    raw(rpc, "a call number that the interface does not have", 200, b"")
    raw(rpc, "open key, its request cut off after 8 bytes", 15, b"\0" * 8)
    rpc.disconnect()


def value_request(key, index, name_room, data_room):
    """As the helper's, but with room alone: not a byte is sent for the name or the content."""
    request = rrp.BaseRegEnumValue()
    request["hKey"], request["dwIndex"] = key, index
    request.fields["lpValueNameIn"].fields["MaximumLength"] = 2 * name_room
    request.fields["lpValueNameIn"].fields["Data"].fields["Data"].fields["MaximumCount"] = name_room
    request["lpType"], request["lpData"] = 0, b""
    request.fields["lpData"].fields["Data"].fields["MaximumCount"] = data_room
    request["lpcbData"], request["lpcbLen"] = data_room, 0
    return request


def raw(rpc, label, opnum, stub):
    labels.write(label + "\n")
    rpc.call(opnum, stub)
    try:
        rpc.recv()
    except rpcrt.DCERPCException as refusal:
        print("  " + label + ": " + str(refusal))


def services():
    rpc = bind("svcctl", scmr.MSRPC_UUID_SCMR)
    manager = call("open the service manager, two names", scmr.hROpenSCManagerW, rpc)["lpScHandle"]
    service = call("open service Spooler", scmr.hROpenServiceW, rpc, manager, "Spooler\0", dwDesiredAccess=0x3D)["lpServiceHandle"]
    call("open service NoSuchService", scmr.hROpenServiceW, rpc, manager, "NoSuchService\0", dwDesiredAccess=0x3D)
    labels.write("query config of Spooler, no buffer: how much is needed\n")
    call("query config of Spooler, as many bytes as needed", scmr.hRQueryServiceConfigW, rpc, service)
    call("query status of Spooler", scmr.hRQueryServiceStatus, rpc, service)
    call("enumerate dependents of Spooler, no buffer", scmr.hREnumDependentServicesW, rpc, service, 3, 0)
    call("enumerate dependents of Spooler, 4096 bytes", scmr.hREnumDependentServicesW, rpc, service, 3, 4096)
    call("control Spooler: stop", scmr.hRControlService, rpc, service, scmr.SERVICE_CONTROL_STOP)
    call("start Spooler", scmr.hRStartServiceW, rpc, service)
    request = scmr.RQueryServiceStatusEx()
    request["hService"], request["InfoLevel"], request["cbBufSize"] = service, 0, 36
    call("query status ex of Spooler, level 0, 36 bytes", rpc.request, request)
    call("close the service Spooler", scmr.hRCloseServiceHandle, rpc, service)
    call("close the service manager", scmr.hRCloseServiceHandle, rpc, manager)
    rpc.disconnect()


def wrong_interface():
    try:
        bind("winreg", uuidtup_to_bin(("12345678-1234-abcd-ef00-0123456789ac", "1.0")))
    except rpcrt.DCERPCException as refusal:
        print("  bind to an interface that is not there: " + str(refusal))


def events():
    rpc = bind("eventlog", even.MSRPC_UUID_EVEN)
    log = call("open the log Lync Server", even.hElfrOpenELW, rpc, "Lync Server", "")["LogHandle"]
    call("open a log that is not there", even.hElfrOpenELW, rpc, "No such log", "")
    call("how many records", even.hElfrNumberOfRecords, rpc, log)
    call("the oldest record", even.hElfrOldestRecordNumber, rpc, log)
    call("read forwards from record 1, 4200 bytes", even.hElfrReadELW, rpc, log, 6, 1, 4200)
    call("read backwards from record 3, 4200 bytes", even.hElfrReadELW, rpc, log, 10, 3, 4200)
    call("read forwards from record 1, 64 kB", even.hElfrReadELW, rpc, log, 6, 1, 65536)
    call("read forwards from record 2, 60 bytes, which are too few", even.hElfrReadELW, rpc, log, 6, 2, 60)
    call("read forwards from record 99 that is missing", even.hElfrReadELW, rpc, log, 6, 99, 4200)
    call("close the log", even.hElfrCloseEL, rpc, log)
    rpc.disconnect()


def sealed():
    """Each call encrypted, by NTLM: which the server's own check and the key, a random one, make worth keeping."""
    rpc = bind("eventlog", even.MSRPC_UUID_EVEN, rpcrt.RPC_C_AUTHN_LEVEL_PKT_PRIVACY)
    labels.write(rpc._DCERPC_v5__sessionKey.hex() + "\n")
    log = even.hElfrOpenELW(rpc, "Lync Server", "")["LogHandle"]
    even.hElfrNumberOfRecords(rpc, log)
    even.hElfrReadELW(rpc, log, 6, 1, 9000)
    even.hElfrCloseEL(rpc, log)
    rpc.disconnect()


if part == "events":
    events()
elif part == "sealed":
    sealed()
else:
    registry()
    services()
    wrong_interface()
labels.close()
