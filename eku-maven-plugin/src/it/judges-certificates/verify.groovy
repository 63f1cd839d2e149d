import groovy.json.JsonSlurper

/** What a run has said, files named as a reader would. */
def text = { run ->
    new File(basedir, "target/$run/certificates.txt").text
            .replace(basedir.path + File.separator, '').replace(basedir.canonicalPath + File.separator, '')
}
def json = { run -> new JsonSlurper().parse(new File(basedir, "target/$run/certificates.json")) }
/** The end of what it said, from the line on that names its files. */
def end = { run -> text(run).substring(text(run).indexOf('Written: ')) }
/** Where a line goes on depends on the length of the folder's name. */
def squeezed = { String said -> said.replaceAll(/\s+/, ' ') }

// The short answer, a row for each, then what is missing and how to ask for it.
assert squeezed(text('never')) == squeezed('''\
2 of 3 pass the EKU check, 1 fail, 0 could not be seen.

FROM           AS TLS SERVER  AS TLS CLIENT  SUBJECT
edge-2016.pem  passes         FAILS          CN=edge.contoso.com
edge-new.pem   passes         passes         CN=edge.contoso.com
fe02.pem       passes         passes         CN=fe02.contoso.com

Details:
  edge-2016.pem: FAILS, CN=edge.contoso.com
    as TLS server it passes: the purpose is listed
    as TLS client it FAILS: its Enhanced Key Usage does not list it (CN=edge.contoso.com)
  edge-new.pem: passes, CN=edge.contoso.com
    as TLS server it passes: the purpose is listed
    as TLS client it passes: the purpose is listed
  fe02.pem: passes, CN=fe02.contoso.com
    as TLS server it passes: the purpose is listed
    as TLS client it passes: the purpose is listed

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
Written: target/never/certificates.json and target/never/certificates.txt
2 of 3 pass the EKU check, 1 fail, 0 could not be seen.
''')
assert json('never').certificates.with { [passing, failing, unseen] } == [2, 1, 0]
assert json('never').certificates.peers[0].with { [file, peer, passes, verdicts*.reason] } ==
        ['edge-2016.pem', 'EDGE', false, ['ALLOWED', 'NOT_LISTED']]

// The build fails only where that was asked for.
assert end('needed') == '''\
Written: target/needed/certificates.json and target/needed/certificates.txt
1 of 2 pass the EKU check, 1 fail, 0 could not be seen.
EXEMPTION_NEEDED: certificates: these fail the EKU check: edge-2016.pem
  Cause: they lack a purpose, as the evidence above says
  Next: have them reissued with the EKUs that they lack; keep the exemption until they are installed
'''
assert end('failing') == '''\
Written: target/failing/certificates.json and target/failing/certificates.txt
1 of 2 pass the EKU check, 0 fail, 1 could not be seen.
NOT_IN_ORDER: certificates: not in order: 127.0.0.1:1
  Cause: no certificate was seen there, or there is a remark on the certificate
  Next: see the details above; renew each certificate that expires, is weak or is for another name
'''
assert json('needed').failure.code == 'EXEMPTION_NEEDED'

// The password is that of the settings, and is told nowhere.
assert text('passing').startsWith('''\
2 of 2 pass the EKU check, 0 fail, 0 could not be seen.

FROM          AS TLS SERVER  AS TLS CLIENT  SUBJECT
edge-new.p12  passes         passes         CN=edge.contoso.com
fe02.pem      passes         passes         CN=fe02.contoso.com

''')
assert !new File(basedir, 'build.log').text.contains('s3cret-of-the-test')
assert !text('passing').contains('s3cret-of-the-test')

// Of a file or a port that shows nothing is said why; the others are judged all the same.
assert squeezed(text('unread')) == squeezed('''\
1 of 6 pass the EKU check, 0 fail, 5 could not be seen.

FROM          AS TLS SERVER  AS TLS CLIENT  SUBJECT
none.txt      not seen       not seen       -
fe02.pem      passes         passes         CN=fe02.contoso.com
cut.pem       not seen       not seen       -
key.pem       not seen       not seen       -
nowhere.cer   not seen       not seen       -
edge-new.p12  not seen       not seen       -

Details:
  none.txt: NOT READ
    MALFORMED_FILE: none.txt holds no certificate
      Cause: it is a file of another kind, or damaged
      Next: give a certificate as PEM, DER (.cer, .crt), PKCS#7 (.p7b) or PKCS#12 (.pfx, .p12)
  fe02.pem: passes, CN=fe02.contoso.com
    as TLS server it passes: the purpose is listed
    as TLS client it passes: the purpose is listed
  cut.pem: NOT READ
    MALFORMED_FILE: cut.pem: the part that starts at line 1 cannot be read
      Cause: it was cut off
      Next: export or copy the certificate again
  key.pem: NOT READ
    MALFORMED_FILE: key.pem holds an encrypted private key and no certificate
      Cause: key and certificate are kept in files of their own
      Next: give the file of the certificate; eku needs no key and no password for it
  nowhere.cer: NOT READ
    FILE_FAILURE: the file nowhere.cer cannot be read: there is no such file
      Cause: the path is wrong, or the file was moved or not made yet
      Next: check the path
  edge-new.p12: NOT READ
    INVALID_PARAMETER: edge-new.p12 needs a password
      Next: put <password> into a <server> of settings.xml and name it with eku.certificatesServerId, or export the certificate without its key as .cer or .p7b
Written: target/unread/certificates.json and target/unread/certificates.txt
1 of 6 pass the EKU check, 0 fail, 5 could not be seen.
MALFORMED_FILE: none.txt holds no certificate
  Cause: it is a file of another kind, or damaged
  Next: give a certificate as PEM, DER (.cer, .crt), PKCS#7 (.p7b) or PKCS#12 (.pfx, .p12)
''')
assert squeezed(text('unseen')) == squeezed('''\
1 of 3 pass the EKU check, 0 fail, 2 could not be seen.

FROM                       AS TLS SERVER  AS TLS CLIENT  SUBJECT
127.0.0.1:1                not seen       not seen       -
no-such-host.invalid:8057  not seen       not seen       -
fe02.pem                   passes         passes         CN=fe02.contoso.com

Details:
  127.0.0.1:1: NOT SEEN, UNREACHABLE: refuses connections
    Cause: nothing listens on the port: the service is stopped, or listens elsewhere
    Next: check the port in the topology, and that the service runs
  no-such-host.invalid:8057: NOT SEEN, UNKNOWN_NAME: the name no-such-host.invalid is not known
    Cause: a typing error, or this machine's DNS does not know the host
    Next: check the name, or give the address instead
  fe02.pem: passes, CN=fe02.contoso.com
    as TLS server it passes: the purpose is listed
    as TLS client it passes: the purpose is listed
Written: target/unseen/certificates.json and target/unseen/certificates.txt
1 of 3 pass the EKU check, 0 fail, 2 could not be seen.
''')

// What cannot be meant is refused.
assert end('nothing') == '''\
Written: target/nothing/certificates.json and target/nothing/certificates.txt
INVALID_PARAMETER: there is nothing to check: neither eku.endpoints nor eku.certificates is given
  Next: name ports with eku.endpoints, such as edge.contoso.com:8057, or files with eku.certificates, such as edge.cer
'''
assert end('blank') == '''\
Written: target/blank/certificates.json and target/blank/certificates.txt
INVALID_PARAMETER: eku.endpoints: '127.0.0.1:1,,127.0.0.1:2' has an empty place
  Next: separate them by one comma each
'''
assert end('empty') == '''\
Written: target/empty/certificates.json and target/empty/certificates.txt
INVALID_PARAMETER: eku.endpoints is empty
  Next: give a value, or remove it to use the default
'''
assert end('no-port') == '''\
Written: target/no-port/certificates.json and target/no-port/certificates.txt
INVALID_PARAMETER: eku.endpoints: 'edge.contoso.com' is not a valid endpoint
  Next: name it by host and port, such as edge.contoso.com:8057, [2001:db8::7]:8057, front-end=10.0.0.5:5061 or server=broker.contoso.com:8883
'''
assert end('no-server') == '''\
Written: target/no-server/certificates.json and target/no-server/certificates.txt
INVALID_PARAMETER: eku.certificatesServerId: the settings have no server 'nobody'
  Next: add a <server> with that id to settings.xml
'''

assert !new File(basedir, 'build.log').text.contains('\tat dev.eku')
