"""Takes the DCE/RPC calls out of a capture of one client's SMB session, one text file per call. README.md beside the files tells the format.

Arguments: pcap file, output folder, client, server, then either a file with the calls' labels, one a line, or a command's short name and text,
or "sealed" and a file with the session key, for a pipe whose calls are encrypted: all its PDUs in one file.
The capture must be of SMB 2 or 3 without encryption on TCP port 445, from the start of the connection.
"""

import os
import re
import struct
import sys

IOCTL, CREATE, READ, WRITE, PIPE_TRANSCEIVE = 11, 5, 8, 9, 0x0011C017
REQUEST, RESPONSE, FAULT, BIND, BIND_ACK, BIND_NAK = 0, 2, 3, 11, 12, 13
INTERFACES = {"338cd001-2244-31f1-aaaa-900038001003": "winreg", "367abb81-9844-35f1-ad32-98f038001003": "svcctl",
              "82273fdc-e32a-18c3-3f78-827929dc23ea": "eventlog"}
NAMES = {
    "winreg": {2: "OpenHKLM", 3: "OpenHKPD", 5: "CloseKey", 6: "CreateKey", 7: "DeleteKey", 8: "DeleteValue", 9: "EnumKey", 10: "EnumValue", 11: "FlushKey",
               15: "OpenKey", 16: "QueryInfoKey", 17: "QueryValue", 22: "SetValue", 26: "GetVersion", 12: "GetKeySecurity"},
    "svcctl": {0: "CloseServiceHandle", 1: "ControlService", 6: "QueryServiceStatus", 13: "EnumDependentServicesW", 14: "EnumServicesStatusW",
               15: "OpenSCManagerW", 16: "OpenServiceW", 17: "QueryServiceConfigW", 19: "StartServiceW", 20: "GetServiceDisplayNameW",
               39: "QueryServiceConfig2W", 40: "QueryServiceStatusEx", 4: "QueryServiceObjectSecurity"},
    "eventlog": {2: "CloseEL", 4: "NumberOfRecords", 5: "OldestRecord", 7: "OpenELW", 10: "ReadELW"},
}


def packets(path):
    """(from port, to port, TCP sequence number, payload) of each TCP segment with payload."""
    data = open(path, "rb").read()
    magic, link = struct.unpack_from("<I16xI", data)
    assert magic in (0xA1B2C3D4, 0xA1B23C4D) and link == 1, "not a classic pcap of Ethernet frames"
    at = 24
    while at < len(data):
        length = struct.unpack_from("<8xI", data, at)[0]
        frame = data[at + 16:at + 16 + length]
        at += 16 + length
        ip = frame[14:]
        assert frame[12:14] == b"\x08\x00" and ip[9] == 6, "not TCP on IPv4"
        tcp = ip[(ip[0] & 15) * 4:struct.unpack_from(">H", ip, 2)[0]]
        source, target, sequence = struct.unpack_from(">HHI", tcp)
        payload = tcp[(tcp[12] >> 4) * 4:]
        if payload:
            yield source, target, sequence, payload


def smb_messages(path):
    """(connection, is response, 64 bytes of header, whole message) of each SMB message, in order; compounds are taken apart."""
    buffers, expected = {}, {}
    for source, target, sequence, payload in packets(path):
        way = (source, target)
        skip = (expected.get(way, sequence) - sequence) & 0xFFFFFFFF
        if skip >= len(payload) and skip < 1 << 31:
            continue  # sent again
        assert skip < 1 << 31, "a segment is missing in the capture"
        buffers[way] = buffers.get(way, b"") + payload[skip:]
        expected[way] = (sequence + len(payload)) & 0xFFFFFFFF
        while len(buffers[way]) >= 4:
            length = struct.unpack(">I", buffers[way][:4])[0] & 0xFFFFFF
            if len(buffers[way]) < 4 + length:
                break
            block, buffers[way] = buffers[way][4:4 + length], buffers[way][4 + length:]
            while block:
                assert block[:4] != b"\xfdSMB", "the session is encrypted"
                if block[:4] != b"\xfeSMB":
                    break  # the SMB 1 negotiation
                following = struct.unpack_from("<I", block, 20)[0]
                message, block = (block[:following], block[following:]) if following else (block, b"")
                response = message[16] & 1
                yield (target if response else source), response, message[:64], message


def pipe_data(path):
    """(connection and file, is response, bytes) of what goes through named pipes, in order."""
    asked = {}
    for connection, response, header, message in smb_messages(path):
        command, = struct.unpack_from("<H", header, 12)
        status, = struct.unpack_from("<I", header, 8)
        key = (connection, struct.unpack_from("<Q", header, 24)[0])
        if not response:
            if command == IOCTL and struct.unpack_from("<I", message, 68)[0] == PIPE_TRANSCEIVE:
                file, offset, count = message[72:88], *struct.unpack_from("<II", message, 88)
                asked[key] = file
                yield (connection, file), 0, message[offset:offset + count]
            elif command == WRITE:
                offset, count = struct.unpack_from("<HI", message, 66)
                yield (connection, message[80:96]), 0, message[offset:offset + count]
            elif command == READ:
                asked[key] = message[80:96]
        elif status in (0, 0x80000005) and key in asked:  # success, or "there is more"
            if command == IOCTL:
                offset, count = struct.unpack_from("<II", message, 96)
                yield (connection, asked.pop(key)), 1, message[offset:offset + count]
            elif command == READ:
                offset, count = message[66], struct.unpack_from("<I", message, 68)[0]
                yield (connection, asked.pop(key)), 1, message[offset:offset + count]


def pdus(path):
    buffers = {}
    for pipe, response, data in pipe_data(path):
        way = (pipe, response)
        buffers[way] = buffers.get(way, b"") + data
        while len(buffers[way]) >= 16:
            length, = struct.unpack_from("<H", buffers[way], 8)
            assert length >= 16, "not DCE/RPC"
            if len(buffers[way]) < length:
                break
            pdu, buffers[way] = buffers[way][:length], buffers[way][length:]
            yield pipe, response, pdu
    assert not any(buffers.values()), "the capture ends within a PDU"


def uuid(data):
    a, b, c = struct.unpack_from("<IHH", data)
    return "%08x-%04x-%04x-%s-%s" % (a, b, c, data[8:10].hex(), data[10:16].hex())


def stub(pdu):
    """The part of the stub that this PDU carries."""
    kind, flags = pdu[2], pdu[3]
    if kind == REQUEST:
        return pdu[40 if flags & 0x80 else 24:]
    return pdu[24:] if kind == RESPONSE else b""


def calls(path):
    """(interface, opnum or None, request PDUs, response PDUs) of each call, in the order of the requests."""
    found, open_calls, contexts = [], {}, {}
    for pipe, response, pdu in pdus(path):
        number, = struct.unpack_from("<I", pdu, 12)
        if not response:
            if (pipe, number) not in open_calls:
                if pdu[2] == BIND:
                    identifier = uuid(pdu[32:48])
                    contexts[pipe] = INTERFACES.get(identifier, identifier)
                    opnum = None
                else:
                    opnum, = struct.unpack_from("<H", pdu, 22)
                open_calls[pipe, number] = (contexts[pipe], opnum, [], [])
                found.append(open_calls[pipe, number])
            open_calls[pipe, number][2].append(pdu)
        else:
            open_calls[pipe, number][3].append(pdu)
            if pdu[3] & 2:
                del open_calls[pipe, number]
    assert not open_calls, "a call without response"
    return found


def result(opnum, responses):
    last = responses[-1]
    if last[2] == FAULT:
        return "fault 0x%08x" % struct.unpack_from("<I", last, 24)
    if opnum is None:
        return {BIND_ACK: "bound", BIND_NAK: "refused"}[last[2]] if last[2] != BIND_ACK or accepted(last) else "interface refused"
    return "%d" % struct.unpack("<I", b"".join(map(stub, responses))[-4:])


def accepted(bind_ack):
    address, = struct.unpack_from("<H", bind_ack, 24)
    results = (26 + address + 3) // 4 * 4
    return struct.unpack_from("<H", bind_ack, results + 4)[0] == 0


def lines(data):
    return "".join(data[at:at + 32].hex() + "\n" for at in range(0, len(data), 32))


def slug(asked):
    return re.sub(r"-+", "-", re.sub(r"[^a-z0-9]", "-", re.sub(r"[a-z]:\\.*\.exe", "exe", asked.lower())))[:56].strip("-")


def sealed(path, folder, client, server, key_file):
    header = [("client", client), ("server", server), ("interface", "eventlog"), ("call", "sealed"),
              ("session key", open(key_file, encoding="utf-8").read().strip())]
    text = "".join("# %s: %s\n" % line for line in header)
    for _, response, pdu in pdus(path):
        text += "\n%s pdu\n%s" % ("response" if response else "request", lines(pdu))
    with open(os.path.join(folder, "eventlog-sealed.txt"), "w", encoding="utf-8") as out:
        out.write(text)


def main():
    path, folder, client, server, *asked_for = sys.argv[1:]
    if asked_for[0] == "sealed":
        os.makedirs(folder, exist_ok=True)
        sealed(path, folder, client, server, asked_for[1])
        return
    labels = None if len(asked_for) == 2 else open(asked_for[0], encoding="utf-8").read().split("\n")[:-1]
    os.makedirs(folder, exist_ok=True)
    for interface, opnum, requests, responses in calls(path):
        bind = opnum is None
        if interface not in INTERFACES.values() and result(opnum, responses) != "interface refused":
            continue  # what the client asks besides
        name = "bind" if bind else NAMES[interface].get(opnum, "unknown")
        title = interface + "-bind" if bind else "%s-%02d-%s" % (interface, opnum, name)
        if labels is None:
            short, asked = asked_for
            title += "." + short
        elif bind:
            asked = "to be bound to " + interface
        else:
            asked = labels.pop(0)
            title += "." + slug(asked)
        header = [("client", client), ("server", server), ("interface", interface), ("call", name if bind else "%d %s" % (opnum, name)),
                  ("asked", asked), ("result", result(opnum, responses)), ("fragments", "%d request, %d response" % (len(requests), len(responses)))]
        text = "".join("# %s: %s\n" % line for line in header)
        for way, parts in (("request", requests), ("response", responses)):
            for part in parts:
                text += "\n%s pdu\n%s" % (way, lines(part))
            if not bind and parts[0][2] != FAULT:
                text += "\n%s stub\n%s" % (way, lines(b"".join(map(stub, parts))))
        at, file = 2, title
        while os.path.exists(os.path.join(folder, file + ".txt")):
            file, at = "%s.%d" % (title, at), at + 1
        with open(os.path.join(folder, file + ".txt"), "w", encoding="utf-8") as out:
            out.write(text)
    assert not labels, "labels without a call: %s" % labels


main()
