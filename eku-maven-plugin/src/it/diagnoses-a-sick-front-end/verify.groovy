/** What a run has said, files named as a reader would. */
def text = { run ->
    new File(basedir, "target/$run/diagnose.txt").text.replaceAll(/ -s \S*interpolated-settings\.xml| "-Dmaven\.repo\.local=[^"]*"/, '')
            .replace(basedir.path + File.separator, '').replace(basedir.canonicalPath + File.separator, '')
}
/** The short answer, what it rests on, and what to do; between the first line, which says that all is simulated, and a gap. */
def answer = { run -> text(run).readLines().drop(1).takeWhile { !it.isEmpty() }.join('\n') + '\n' }
def end = { run -> text(run).substring(text(run).indexOf('Written: ')) }
/** Where a line goes on depends on the length of the folder's name. */
def squeezed = { String said -> said.replaceAll(/\s+/, ' ') }

// Sick.
assert squeezed(text(1)) == squeezed('''\
SIMULATED: memory:fe01.json is not a real host; no real server is read or changed
Affected and not exempt: data-mcu on FE01 checks EKUs (likely).
  it checks EKUs, and peers present certificates that fail the check
  - the check is on: nothing turns it off
  - no exemption value was ever written, as far as eku can tell
  - edge-2016.pem fails as TLS client, which needs clientAuth: its Enhanced Key Usage does not list it
  - events 41025 and 41026 alternate, edge.contoso.com:8057: 30 times, 30 of them within one hour, the last at 2017-06-10T02:54:01Z
Next: exempt it, on every front end:
mvn eku:apply "-Deku.hosts=memory:fe01.json"
Next: have the certificates reissued with both EKUs

What data-mcu reads, in the order in which it counts (* decides):
  - runtime v4.0.30319: 64-bit process
  - release of .NET Framework (NDP\\v4\\Full, Release): 461814
  - the setting in System.dll (not looked for: release 461814 of .NET Framework is sure to have it): not needed
  - AppContext switch in C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe.config: absent
  - AppContext switch of the machine (64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\AppContext, value Switch.System.Net.DontCheckCertificateEKUs): absent
  - value of the application (64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.RequireCertificateEKUs, value C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe): absent
  - value for every application (64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319, value RequireCertificateEKUs): absent
  - process of service RTCDATAMCU: 2017-06-10T02:00:00Z
  * nothing turns it off
  Running process: no exemption value was ever written, as far as eku can tell

Peers:
  edge-2016.pem: FAILS, CN=edge.contoso.com
    as TLS server it passes: the purpose is listed
    as TLS client it FAILS: its Enhanced Key Usage does not list it (CN=edge.contoso.com)

Events of LS Data MCU in the log Lync Server, 2017-06-09T03:00:00Z to 2017-06-10T03:00:00Z:
  41025/41026, edge.contoso.com:8057: FLAPPING, 30 alternations, 1.3 an hour, 30 within the busiest hour (30 connected, 30 lost)

Certificates to be replaced:
  edge-2016.pem lacks clientAuth (1.3.6.1.5.5.7.3.2)
    replace what is in capitals; TEMPLATE is the name of a template of the enterprise CA with both serverAuth and clientAuth
    in the Management Shell on that server:
      Request-CsCertificate -New -Type Internal -Template TEMPLATE -CA "CA-SERVER\\CA-NAME" -DomainName "edge.contoso.com"
      Set-CsCertificate -Type Internal -Thumbprint THUMBPRINT
    or as a file for certreq.exe -new:
      [Version]
      Signature = "$Windows NT$"
      [NewRequest]
      Subject = "CN=edge.contoso.com"
      KeyLength = 2048
      KeySpec = 1
      KeyUsage = 0xA0
      HashAlgorithm = SHA256
      MachineKeySet = TRUE
      ProviderName = "Microsoft RSA SChannel Cryptographic Provider"
      ProviderType = 12
      RequestType = PKCS10
      [RequestAttributes]
      ; replace TEMPLATE by the name (not the display name) of a template that has both serverAuth and clientAuth and takes the names from the request
      CertificateTemplate = TEMPLATE
      [EnhancedKeyUsageExtension]
      OID = 1.3.6.1.5.5.7.3.1
      OID = 1.3.6.1.5.5.7.3.2
      [Extensions]
      2.5.29.17 = "{text}"
      _continue_ = "dns=edge.contoso.com&"
Written: target/1/diagnose.json, target/1/diagnose.txt and target/1/diagnose.html
Affected and not exempt: data-mcu on FE01 checks EKUs (likely).
Next: exempt it, on every front end:
mvn eku:apply "-Deku.hosts=memory:fe01.json"
Next: have the certificates reissued with both EKUs
SIMULATED: memory:fe01.json is not a real host; no real server is read or changed
''')

assert new File(basedir, 'target/1/diagnose.html').getText('UTF-8').contains('Affected and not exempt: data-mcu on FE01')

// Exempt.
assert squeezed(answer(3)) == squeezed('''\
Exempt and in effect: data-mcu on FE01 does not check EKUs (certain).
  its process does not check EKUs
  - the check is off: the value of the application is REG_DWORD 0
  - 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.RequireCertificateEKUs, value C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe: REG_DWORD 0
  - service RTCDATAMCU started at 2017-06-10T03:00:01.500Z, after the value was written at 2017-06-10T03:00:00Z
  - edge-2016.pem fails as TLS client, which needs clientAuth: its Enhanced Key Usage does not list it
Next: nothing to do now; have the certificates reissued with both EKUs, then ask the peers again
''')

// The certificate is replaced.
assert squeezed(answer(4)) == squeezed('''\
No longer needed: data-mcu on FE01 is exempt, but every peer would pass (possible).
  it is exempt, but every peer that was looked at (1 in all) passes the check
  - the check is off: the value of the application is REG_DWORD 0
  - 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net.ServicePointManager.RequireCertificateEKUs, value C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe: REG_DWORD 0
  - service RTCDATAMCU started at 2017-06-10T03:00:01.500Z, after the value was written at 2017-06-10T03:00:00Z
  - judged from files, as if these were installed: edge-new.pem
Next: roll the exemption back:
mvn eku:rollback "-Deku.hosts=memory:fe01.json"
''')

// Rolled back; as nothing is wrong, the build passes.
assert squeezed(answer(6)) == squeezed('''\
Not affected: data-mcu on FE01 (possible).
  it checks EKUs, and every peer that was looked at passes
  - the check is on: nothing turns it off
  - service RTCDATAMCU started at 2017-06-10T03:00:05.500Z, after the value was written at 2017-06-10T03:00:04Z
  - judged from files, as if these were installed: edge-new.pem
  - the log names no peer in that time, so one may be missing among those that were looked at
Next: nothing to do
''')

// The build fails where that was asked for and there is reason; without a peer nothing is known to be needed.
assert squeezed(end(7)) == squeezed('''\
Written: target/7/diagnose.json, target/7/diagnose.txt and target/7/diagnose.html
Affected and not exempt: data-mcu on FE01 checks EKUs (possible).
Next: exempt it, on every front end:
mvn eku:apply "-Deku.hosts=memory:sfb-2015"
Next: have the certificates reissued with both EKUs
EXEMPTION_NEEDED: FE01: these fail the EKU check: edge-2016.pem
  Cause: they lack a purpose, as the evidence above says
  Next: have them reissued with the EKUs that they lack; keep the exemption until they are installed
SIMULATED: memory:sfb-2015 is not a real host; no real server is read or changed
''')
assert squeezed(end(8)) == squeezed('''\
Written: target/8/diagnose.json, target/8/diagnose.txt and target/8/diagnose.html
Affected and not exempt: data-mcu on FE01 checks EKUs (possible).
Next: exempt it, on every front end:
mvn eku:apply "-Deku.hosts=memory:sfb-2015"
Next: look at the certificates of its peers, with eku.endpoints=NAME:PORT or eku.certificates=FILE, and have those reissued that fail the check
NOT_IN_ORDER: FE01: not in order: it checks EKUs; eku saw no peer that fails, and no event that says so; eku cannot reach this host's event log
  Next: take the next step that stands with each finding
SIMULATED: memory:sfb-2015 is not a real host; no real server is read or changed
''')
assert squeezed(end(9)) == squeezed('''\
Written: target/9/diagnose.json, target/9/diagnose.txt and target/9/diagnose.html
Affected and not exempt: data-mcu on FE01 checks EKUs (possible).
Next: exempt it, on every front end:
mvn eku:apply "-Deku.hosts=memory:sfb-2015"
Next: look at the certificates of its peers, with eku.endpoints=NAME:PORT or eku.certificates=FILE, and have those reissued that fail the check
SIMULATED: memory:sfb-2015 is not a real host; no real server is read or changed
''')

// Events of a file count as the host's own would; where it is cut short, the rest of the diagnosis stands.
assert squeezed(answer(10)) == squeezed('''\
Affected and not exempt: data-mcu on FE01 checks EKUs (likely).
  it checks EKUs, and connections are flapping as they do when a certificate is rejected
  - the check is on: nothing turns it off
  - no exemption value was ever written, as far as eku can tell
  - events 41025 and 41026 alternate, edge.contoso.com:8057: 10 times, 10 of them within one hour, the last at 2017-06-10T01:09:01Z
Next: exempt it, on every front end:
mvn eku:apply "-Deku.hosts=memory:sfb-2015"
Next: look at the certificates of its peers, with eku.endpoints=NAME:PORT or eku.certificates=FILE, and have those reissued that fail the check
''')
assert answer(11) == answer(8)
assert squeezed(text(11)).contains(squeezed('''\
Events of LS Data MCU in the log Lync Server, 2017-06-10T03:00:00Z to 2017-06-10T03:00:00Z:
  not checked: MALFORMED_FILE: cut.xml is not a complete export of an event log, at line 11: it is cut off there, or it is not an event
Written: target/11/diagnose.json, target/11/diagnose.txt and target/11/diagnose.html
Affected and not exempt: data-mcu on FE01 checks EKUs (possible).
Next: exempt it, on every front end:
mvn eku:apply "-Deku.hosts=memory:sfb-2015"
Next: look at the certificates of its peers, with eku.endpoints=NAME:PORT or eku.certificates=FILE, and have those reissued that fail the check
MALFORMED_FILE: cut.xml is not a complete export of an event log, at line 11: it is cut off there, or it is not an event
  Cause: the export was cut short, or the file is something else
  Next: export the log again: wevtutil qe "Lync Server" /f:xml > FILE
SIMULATED: memory:sfb-2015 is not a real host; no real server is read or changed
'''))
assert squeezed(end(12)) == squeezed('''\
Written: target/12/diagnose.json and target/12/diagnose.txt
INVALID_PARAMETER: eku.window says how far back to read the log of a host, and eku.events takes the place of that log
  Next: remove one of them; eku reads all events of a file
''')

// Nobody reaches a simulated host.
assert squeezed(end(13)) == squeezed('''\
Written: target/13/diagnose.json and target/13/diagnose.txt
INVALID_PARAMETER: eku.remoteRegistry=start has no effect, since none of the hosts is reached over a network
  Next: remove eku.remoteRegistry, or name a host such as smb://fe01
''')

assert !new File(basedir, 'build.log').text.contains('\tat dev.eku')
