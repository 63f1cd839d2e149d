#!/usr/bin/python3
"""Makes the performance data of a Samba server: SLOTS instances of the object Process, each with a start time and a process id.

They stand behind OTHERS, which make the answer as large as that of a front end.

Argument: the folder `perfmon` of the server's state. Samba sends the numbers of an instance as they are stored, so whatever changes later is
written in place. The file `slots` tells where the numbers of each instance are in data.tdb, one a line: eight bytes each, little endian.
"""
import os
import struct
import sys

import tdb

SLOTS = 16
OTHERS = 400
PROCESS, ELAPSED, ID = 230, 684, 784
BEGUN = 0x01DD000000000000  # a FILETIME of 2026
FIRST_OTHER = 0x80000000  # no process of Linux
LARGE = 65792  # PERF_SIZE_LARGE | PERF_TYPE_NUMBER as Samba reads it: eight bytes

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def write(name, entries):
    path = os.path.join(folder, name)
    file = tdb.Tdb(path, 0, tdb.DEFAULT, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
    for key, value in entries.items():
        file.store(key.encode(), value)
    file.close()
    return path


names = {
    "1": b"%d" % (ID // 2),
    "%d" % PROCESS: b"Process", "%drel" % PROCESS: b"p", "%dinst" % PROCESS: b"%d" % (OTHERS + SLOTS),
    "%d" % ELAPSED: b"Elapsed Time", "%drel" % ELAPSED: b"c[%d]" % PROCESS, "%dtype" % ELAPSED: b"%d" % LARGE,
    "%d" % ID: b"ID Process", "%drel" % ID: b"c[%d]" % PROCESS, "%dtype" % ID: b"%d" % LARGE,
    "0PerfFreq": b"10000000",
}
data = {"0PerfTime": b"0", "0PerfTime100nSec": b"0", "%d" % ELAPSED: b"0", "%d" % ID: b"0"}
for other in range(OTHERS):
    names["%di%dname" % (PROCESS, other)] = b"svchost"
    data["%di%d" % (PROCESS, other)] = struct.pack("<QQ", BEGUN, FIRST_OTHER + other)
for slot in range(SLOTS):
    names["%di%dname" % (PROCESS, OTHERS + slot)] = b"DATAMCUSVC"
    data["%di%d" % (PROCESS, OTHERS + slot)] = b"SLOT%012d" % slot
write("names.tdb", names)
path = write("data.tdb", data)
with open(path, "r+b") as file, open(os.path.join(folder, "slots"), "w", encoding="ascii") as slots:
    content = file.read()
    for slot in range(SLOTS):
        place = content.index(b"SLOT%012d" % slot)
        file.seek(place)
        file.write(bytes(16))
        slots.write("%d\n" % place)
