package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broken policy file says where, why and what to write; the shipped files are whole. */
class PolicyBundleTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Map<String, String> FILES = PolicyBundle.filesIn(Path.of("policies"));

    @Test
    void shippedFilesAreWhole() {
        PolicyReport report = PolicyBundle.check(FILES, TODAY);
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings())
                .extracting(PolicyProblem::warning)
                .containsExactly(
                        "floors.yaml:54: warning: proofs of domains count for 100 days at most from 2027-03-15 on"
                                + " (BR §4.2.1): have older ones proved again before",
                        "certificate-policy.yaml:4: warning: arc is the one for examples, which production refuses"
                                + " (ITU-T X.660): enter your own before going into production");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tls-server.yaml | validityDays: 90 | validtyDays: 90 |"
                        + " tls-server.yaml:2: missing key validityDays: it has no default, write it",
                "tls-server.yaml | version: 1 | \"version: 1\nversion: 1\" |"
                        + " tls-server.yaml:7: duplicate key version: write it once",
                "tls-server.yaml | RSA-3072 | RSA-1024 |"
                        + " \"tls-server.yaml:10: keys[0] cannot be \"\"RSA-1024\"\":"
                        + " write one of [RSA-3072, RSA-4096, P-256, P-384]\"",
                "tls-server.yaml | keys: [RSA-3072 | keys: [0 |"
                        + " \"tls-server.yaml:10: keys[0] cannot be \"\"0\"\":"
                        + " write one of [RSA-3072, RSA-4096, P-256, P-384]\"",
                "tls-server.yaml | authority: gov-tls | authority: gov-tsl |"
                        + " tls-server.yaml:7: authority: hierarchy.yaml has no gov-tsl:"
                        + " name one of its issuing authorities",
                "tls-server.yaml | authority: gov-tls | authority: gov-email |"
                        + " tls-server.yaml:7: authority: gov-email is of the family email, and tls-server needs one of the"
                        + " family tls (BR §7.1.2.3, Mozilla §5.3): name an authority of the family tls",
                "tls-server.yaml | {authority: false} | {authority: true} |"
                        + " tls-server.yaml:20: basicConstraints.authority must be true in authority profiles and false in"
                        + " all others (RFC 5280 §4.2.1.9): write false",
                "tls-server.yaml | [serverAuth] | [serverAuth, codeSigning] |"
                        + " tls-server.yaml:18: extendedKeyUsage of the type tls-server cannot hold codeSigning, which"
                        + " belongs to another family: leave codeSigning out",
                "tls-server.yaml | $tls-ov | 1.3.6.1.4.1.99 |"
                        + " tls-server.yaml:19: certificatePolicies: 1.3.6.1.4.1.99 lies outside our arc:"
                        + " name it in certificate-policy.yaml and write $name",
                "email-protection.yaml | \"title]\n  commonName: personalName\" |"
                        + " \"title, serialNumber]\n  commonName: personalName\n  naturalIdentifier: clear\" |"
                        + " \"email-protection.yaml:15: subject.naturalIdentifier of the type email-protection cannot be"
                        + " clear: a person's number is hidden in it (normative reference 1.5): write opaque\"",
                "tls-server.yaml | id: tls-server | id: tls-client |"
                        + " tls-server.yaml:2: id must be the file's own name:"
                        + " rename the file to tls-client.yaml, or write id: tls-server",
                "tls-server.yaml | validityDays: 90 | validityDays: 201 |"
                        + " tls-server.yaml:8: validityDays must be at most 200 on 2026-11-22, as maximumDays of"
                        + " floors.yaml says of tls-server: write 200 or less",
                "tls-server.yaml | validityDays: 90 | validityDays: ninety |"
                        + " \"tls-server.yaml:8: validityDays cannot be \"\"ninety\"\": write a whole number\"",
                "tls-server.yaml | validityDays: 90 | validityDays: |"
                        + " tls-server.yaml:8: empty key validityDays: it has no default, write a value or leave out an"
                        + " optional key",
                "tls-server.yaml | validityDays: 90 | validityDays: &a [90] |"
                        + " tls-server.yaml:8: anchor at validityDays: policy files have none: write the value itself",
                "tls-server.yaml | backdateSeconds: 0 | backdateSeconds: *a |"
                        + " tls-server.yaml:9: alias at backdateSeconds: policy files have none: write the value itself",
                "tls-server.yaml | ocspNoCheck: false | ocspNoCheck: maybe |"
                        + " \"tls-server.yaml:24: ocspNoCheck cannot be \"\"maybe\"\": write true or false\"",
                "tls-server.yaml | title: TLS | \"title: \tTLS: x\" |"
                        + " tls-server.yaml:3: a tab stands here: replace the tab by spaces",
                "hierarchy.yaml | {every: PT24H, validFor: PT96H, sh | {evry: PT24H, validFor: PT96H, sh |"
                        + " hierarchy.yaml:68: unknown key authorities[3].crl.evry: known here are [every, validFor, shards, deltaEvery, keepExpired]",
                "hierarchy.yaml | shards: 4 | keepExpired: true |"
                        + " hierarchy.yaml:68: crl.keepExpired of gov-tls: a list for TLS does not say that expired"
                        + " certificates stay (BR §7.2.2): leave it out",
                "hierarchy.yaml | validFor: PT96H | validFor: PT960H |"
                        + " hierarchy.yaml:68: crl.validFor of gov-tls must be at most 10 days (BR §7.2):"
                        + " write PT240H or less",
                "hierarchy.yaml | validFor: PT96H | validFor: PT30H |"
                        + " hierarchy.yaml:68: crl.validFor must be at least twice crl.every, so that one missed run does"
                        + " no harm: write PT48H or more",
                "hierarchy.yaml | issuer: government | issuer: goverment |"
                        + " hierarchy.yaml:55: authorities[3].issuer: goverment must stand before gov-tls:"
                        + " name another issuer, or move gov-tls down",
                "hierarchy.yaml | [serverAuth] | [serverAuth, emailProtection] |"
                        + " hierarchy.yaml:65: extendedKeyUsage of gov-tls must hold purposes of the family tls alone, not"
                        + " [serverAuth, emailProtection] (BR §7.1.2.3): leave out those of other families",
                "hierarchy.yaml | name: gov-tls | name: Gov_TLS |"
                        + " hierarchy.yaml:53: authorities[3].name is not acceptable (an authority is named in lower case,"
                        + " digits and single hyphens, without -g<number>: Gov_TLS): write another value;"
                        + " policies/README.md explains the key",
                "floors.yaml | minimumRsaBits: 2048 | minimumRsaBits: 1024 |"
                        + " floors.yaml:3: minimumRsaBits must be at least 2048 (BR §6.1.5): write 2048 or more",
                "floors.yaml | days: 398} | days: 398, dys: 1} |"
                        + " floors.yaml:15: unknown key maximumDays.tls-server[0].dys: known here are [issuedFrom, days]",
                "floors.yaml | issuedFrom: 2026-03-15, days: 200} | issuedFrom: 2026-03-15, days: 200, days: 2} |"
                        + " floors.yaml:16: duplicate key maximumDays.tls-server[1].days: write it once",
                "floors.yaml | tls: 398 | tls: 399 |"
                        + " floors.yaml:64: organizationProofMaximumDays.tls must be 1 to 398 (BR §4.2.1, S/MIME BR"
                        + " §4.2.1): write 1 to 398",
                "floors.yaml | email: 825 | email: 826 |"
                        + " floors.yaml:65: organizationProofMaximumDays.email must be 1 to 825 (BR §4.2.1, S/MIME BR"
                        + " §4.2.1): write 1 to 825",
                "floors.yaml | keyProtectionProofMaximumDays: 393 | keyProtectionProofMaximumDays: 394 |"
                        + " floors.yaml:71: keyProtectionProofMaximumDays must be 1 to 393: 13 months (CSBR §6.2.7.4.2):"
                        + " write 1 to 393",
                "code-signing.yaml | \"keyProtection: required\n\" | |"
                        + " code-signing.yaml:1: keyProtection must be required in profiles of the type code-signing"
                        + " (CSBR §6.2.7.4.2): write keyProtection: required",
                "bundle.yaml | version: 1 | version: 0 |"
                        + " bundle.yaml:3: version must be at least 1: begin with 1 and raise it with each change",
                "issuing-ca.yaml | certificatePolicies: [] | certificatePolicies: [$root] |"
                        + " issuing-ca.yaml:14: certificatePolicies of an authority stand in hierarchy.yaml, not in its"
                        + " profile: correct certificatePolicies; policies/README.md says what it may hold",
                "hierarchy.yaml | SHA384withECDSA | SHA256withECDSA |"
                        + " hierarchy.yaml:60: signature of gov-tls: a key P-384 signs with its own hash only"
                        + " (BR §7.1.3.2.2): write SHA384withECDSA",
                "hierarchy.yaml | every: PT24H | every: PT23H59M59.5S |"
                        + " hierarchy.yaml:68: crl.every must be whole seconds, at least PT1M and at most P366D (RFC 5280"
                        + " §4.1.2.5.2): correct crl.every; policies/README.md says what it may hold",
                "hierarchy.yaml | archiveCutoff: P3650D | archiveCutoff: P99999999999D |"
                        + " hierarchy.yaml:118: ocsp.archiveCutoff must be whole seconds, at least PT1M and at most P36500D"
                        + " (RFC 5280 §4.1.2.5.2): correct ocsp.archiveCutoff; policies/README.md says what it may hold",
                "hierarchy.yaml | {validFor: PT48H, refreshAfter: PT12H} | {validFor: PT48H, refreshAfter: PT1S} |"
                        + " hierarchy.yaml:26: ocsp.refreshAfter must be whole seconds, at least PT1M and at most P366D"
                        + " (RFC 5280 §4.1.2.5.2): correct ocsp.refreshAfter; policies/README.md says what it may hold",
                "hierarchy.yaml | commonName: NTC Government E-mail CA | commonName: NTC government  TLS CA |"
                        + " hierarchy.yaml:78: authorities[4].subject: gov-email has the name of gov-tls, so nobody could"
                        + " tell who issued (RFC 5280 §4.1.2.6, §6.1): give one of them another commonName",
                "hierarchy.yaml | issuer: commercial | issuer: national-root |"
                        + " hierarchy.yaml:153: issuer of com-signing: an issuing authority stands in one of domains, which"
                        + " says whom it serves (Microsoft §3.1.12): name an issuer of domains, or write a domain for it",
                "hierarchy.yaml | organizationIdentifiers: [GOV] | organizationIdentifiers: [] |"
                        + " hierarchy.yaml:9: organizationIdentifiers of government must name a register (S/MIME BR"
                        + " §7.1.4.2.2 d): write some of GOV, NTR, VAT, LEI",
                "hierarchy.yaml | permittedDnsNames: [gov.pk] | permittedDnsNames: [] |"
                        + " hierarchy.yaml:67: permittedDnsNames of gov-tls must name a domain: name one, or leave the key"
                        + " out",
                "ocsp-responder.yaml | keys: [P-256] | keys: [P-384] |"
                        + " ocsp-responder.yaml:8: keys of ocsp-responder must be P-256 alone, which is what responders"
                        + " have: write [P-256]",
                "ocsp-responder.yaml | validityDays: 30 | validityDays: 5 |"
                        + " ocsp-responder.yaml:6: validityDays must be at least 6: 3 days, and three times ocsp.validFor of"
                        + " national-root, or its responder is always due (RFC 6960 §4.2.2.2): write 6 or more",
                "ocsp-responder-memory.yaml | validityDays: 7 | validityDays: 5 |"
                        + " ocsp-responder-memory.yaml:6: validityDays must be at least 6: 3 days, and three times"
                        + " ocsp.validFor of national-root, or its responder is always due (RFC 6960 §4.2.2.2):"
                        + " write 6 or more",
                "certificate-policy.yaml | 1.1.2.2 | 1.1.2.1 |"
                        + " certificate-policy.yaml:10: identifiers.tls-ov is the same as tls-dv, and a policy has one name:"
                        + " give each its own number, or leave one out",
                "certificate-policy.yaml | http://pki.example.gov.pk/cps | http:cps |"
                        + " certificate-policy.yaml:5: cps must name a host, no user, and have at most 200 characters"
                        + " (RFC 3986 §3.2): write it as http://pki.example.gov.pk/cps",
                "certificate-policy.yaml | http://pki. | http://me:secret@pki. |"
                        + " certificate-policy.yaml:5: cps must name a host, no user, and have at most 200 characters"
                        + " (RFC 3986 §3.2): write it as http://pki.example.gov.pk/cps",
                "certificate-policy.yaml | 1.1.2.1 | a.b |"
                        + " certificate-policy.yaml:10: identifiers.tls-ov must be dotted numbers, not a.b: correct"
                        + " identifiers.tls-ov; policies/README.md says what it may hold",
            })
    void saysFileLineRuleAndFix(String file, String from, String to, String sentence) {
        assertThat(problems(file, from, to == null ? "" : to)).contains(sentence);
    }

    /** What an editor cannot show, or a form that was not meant. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "title: TLS | title: T\u0001LS | tls-server.yaml:3: a character that cannot be seen stands here (U+0001):"
                        + " delete the line and type it again",
                "title: TLS | title: T\u202eLS | tls-server.yaml:3: a character that cannot be seen stands here (U+202E):"
                        + " delete the line and type it again",
                "title: TLS | title: T\u200cLS | tls-server.yaml:3: a character that cannot be seen stands here (U+200C):"
                        + " delete the line and type it again",
                "title: TLS | title: T\u3164LS | tls-server.yaml:3: a character that cannot be seen stands here (U+3164):"
                        + " delete the line and type it again",
                "title: TLS | title: T\ufe0fLS | tls-server.yaml:3: a character that cannot be seen stands here (U+FE0F):"
                        + " delete the line and type it again",
                "backdateSeconds: 0 | backdateSeconds: 0 # \u2066 | tls-server.yaml:9: a character that cannot be seen"
                        + " stands here (U+2066): delete the line and type it again",
                "backdateSeconds: 0 | backdateSeconds: 0 # \u2028 | tls-server.yaml:9: a character that cannot be seen"
                        + " stands here (U+2028): delete the line and type it again",
                "# yaml | \ufeff# yaml | tls-server.yaml:1: a character that cannot be seen stands here (U+FEFF):"
                        + " save the file without a byte order mark",
                "version: 1 | \"version: 1\r\" | tls-server.yaml:6: a character that cannot be seen stands here (U+000D):"
                        + " save the file with line feeds alone",
                "title: TLS server, organisation validated (BR §7.1.2.7) | \"title: \"\"T\\u202eLS\"\"\" |"
                        + " tls-server.yaml:3: title holds a character that cannot be seen (U+202E): leave it out",
                "title: TLS server, organisation validated (BR §7.1.2.7) | title: ' ' | tls-server.yaml:3: title must have"
                        + " 1 to 200 characters: say in a few words what it is",
                "approvals: 0 | \"approvals: 0\n---\nid: x\" | tls-server.yaml:30: the file goes on after its keys and values:"
                        + " take out what follows, such as a second ---",
                "validityDays: 90 | validityDays: 99999999999 | tls-server.yaml:8: validityDays is too large a number:"
                        + " write a smaller one",
                "keys: [RSA-3072, RSA-4096, P-256, P-384] | keys: P-256 | tls-server.yaml:10: keys cannot be"
                        + " 'P-256': write a list, such as [a, b]",
                "validityDays: 90 | validityDays: 90 days | tls-server.yaml:8: validityDays: '90 days' is not a plain number:"
                        + " write digits 0 to 9 only, without quotes, sign or leading zero",
                "validityDays: 90 | validityDays: 20000 | tls-server.yaml:8: validityDays must be at most 200 on 2026-11-22,"
                        + " as maximumDays of floors.yaml says of tls-server: write 200 or less",
                "title: TLS | title: TLS: a | tls-server.yaml:3: a second colon with a space stands on this line, or the line"
                        + " is indented too far: put the text in quotes, or begin it below the keys around it",
                "title: TLS | title: 'TLS | tls-server.yaml:3: the quote that opens here is never closed: close it at the"
                        + " end of the text",
                "P-256, P-384] | P-256, P-384 | tls-server.yaml:10: the [ that opens here is not closed, or a comma is"
                        + " missing: write it as [a, b]",
                "authority: gov-tls | authority: government | tls-server.yaml:7: authority: government is of no family, and"
                        + " tls-server needs one of the family tls (BR §7.1.2.3, Mozilla §5.3): name an authority of the"
                        + " family tls",
                "ocspNoCheck: false | ocspNoCheck: yes | tls-server.yaml:24: ocspNoCheck belongs to responder profiles, and"
                        + " to every one of them (RFC 6960 §4.2.2.2.1): write false",
            })
    void saysItInWordsThatNeedNoProgrammer(String from, String to, String sentence) {
        assertThat(problems("tls-server.yaml", from, to)).containsExactly(sentence.replace('\'', '"'));
    }

    /** Said twice, a value is a slip of the pen, and in a certificate it would stand twice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls-server.yaml | keys: [RSA-3072, RSA-4096 | keys: [RSA-3072, RSA-3072 | tls-server.yaml:10: keys",
                "tls-server.yaml | EC: [digitalSignature] | EC: [digitalSignature, digitalSignature] |"
                        + " tls-server.yaml:17: keyUsage.EC",
                "tls-server.yaml | [serverAuth] | [serverAuth, serverAuth] | tls-server.yaml:18: extendedKeyUsage",
                "tls-server.yaml | $tls-ov] | $tls-ov, $tls-ov] | tls-server.yaml:19: certificatePolicies",
                "tls-server.yaml | [ocsp, caIssuers] | [ocsp, ocsp] | tls-server.yaml:22: authorityInfoAccess",
                "tls-server.yaml | kinds: [dns] | kinds: [dns, dns] | tls-server.yaml:14: subjectAltName.kinds",
                "tls-server.yaml | required: [dns] | required: [dns, dns] | tls-server.yaml:14: subjectAltName.required",
                "tls-server.yaml | [keyCompromise, | [keyCompromise, keyCompromise, |"
                        + " tls-server.yaml:26: revocation.reasons",
                "tls-server.yaml | [countryName, | [countryName, countryName, | tls-server.yaml:12: subject.fromBody",
                "digital-signature.yaml | [givenName, | [givenName, givenName, |"
                        + " digital-signature.yaml:12: subject.fromPerson",
                "hierarchy.yaml | [GOV] | [GOV, GOV] | hierarchy.yaml:9: organizationIdentifiers of government",
                "hierarchy.yaml | dnsNames: [gov.pk] | dnsNames: [gov.pk, gov.pk] |"
                        + " hierarchy.yaml:10: dnsNames of government",
                "hierarchy.yaml | [serverAuth] | [serverAuth, serverAuth] |"
                        + " hierarchy.yaml:65: extendedKeyUsage of gov-tls",
                "hierarchy.yaml | $tls-ov] | $tls-ov, $tls-ov] | hierarchy.yaml:66: certificatePolicies of gov-tls",
                "hierarchy.yaml | permittedDnsNames: [gov.pk] | permittedDnsNames: [gov.pk, gov.pk] |"
                        + " hierarchy.yaml:67: permittedDnsNames of gov-tls",
                "floors.yaml | issuedFrom: 2027-03-15, days: 100} | issuedFrom: 2026-03-15, days: 100} |"
                        + " floors.yaml:14: maximumDays.tls-server by its days",
            })
    void refusesWhatStandsTwice(String file, String from, String to, String place) {
        assertThat(problems(file, from, to)).contains(place + " holds something twice: write it once");
    }

    /** Each is one that nothing else stops. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tls-server.yaml | fromBody: [countryName, | fromBody: [organizationalUnitName, countryName, |"
                        + " tls-server.yaml:12: subject.fromBody of a server cannot hold organizationalUnitName"
                        + " (BR §7.1.2.7.2, §7.1.4.2): leave organizationalUnitName out",
                "tls-server.yaml | required: [dns] | required: [] |"
                        + " tls-server.yaml:14: subjectAltName.required must hold dns (BR §7.1.2.7.12): correct"
                        + " subjectAltName.required; policies/README.md says what it may hold",
                "time-stamping.yaml | privateKeyUsageDays: 454 | privateKeyUsageDays: 0 |"
                        + " time-stamping.yaml:23: privateKeyUsageDays must be at least 1 (CSBR §6.3.2): write"
                        + " 1 or more",
                "hierarchy.yaml | every: PT24H | every: 86400 |"
                        + " hierarchy.yaml:68: authorities[3].crl.every cannot be \"86400\": write a duration, such as PT24H",
                "hierarchy.yaml | title: Companies and other organisations | title: ' ' |"
                        + " hierarchy.yaml:12: title must have 1 to 200 characters: say in a few words what it is",
                "hierarchy.yaml | title: Domain CA of the Government of Pakistan | title: ' ' |"
                        + " hierarchy.yaml:28: title must have 1 to 200 characters: say in a few words what it is",
            })
    void refusesWhatBreaksARuleOfItsOwn(String file, String from, String to, String sentence) {
        assertThat(problems(file, from, to)).containsExactly(sentence);
    }

    @Test
    void takesUrduInTitlesAndComments() {
        assertThat(problems("tls-server.yaml", "title: TLS", "# سرکاری سرور\ntitle: سرکاری سرور TLS"))
                .isEmpty();
    }

    @Test
    void findsEverythingThatIsWrongAtOnce() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.merge("tls-server.yaml", "oddity: 1\nrarity: 2\n", String::concat);
        files.put("eseal.yaml", FILES.get("eseal.yaml").replace("validityDays: 1095", "validityDays: 0"));
        files.put("code-signing.yaml", FILES.get("code-signing.yaml").replace("$code-signing", "$code"));
        assertThat(PolicyBundle.check(files, TODAY).problems())
                .extracting(p -> p.place().toString())
                .containsExactly(
                        "code-signing.yaml:16",
                        "code-signing.yaml:16",
                        "eseal.yaml:7",
                        "tls-server.yaml:29",
                        "tls-server.yaml:30");
    }

    @Test
    void saysInAllItsWordsWhichTwoFilesClaimOneProfile() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.put("tls-two.yaml", FILES.get("tls-server.yaml"));
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .containsExactly("tls-two.yaml:2: id tls-server is claimed by tls-server.yaml too:"
                        + " give each profile its own id and name its file by it,"
                        + " or take the copy away");
    }

    @Test
    void warnsOfAStepThatIsNear() {
        assertThat(PolicyBundle.check(changed("tls-server.yaml", "validityDays: 90", "validityDays: 150"), TODAY)
                        .warnings())
                .extracting(PolicyProblem::warning)
                .contains(
                        "tls-server.yaml:8: warning: validityDays may be at most 100 from 2027-03-15 on; nothing would"
                                + " be issued from that day: write 100 or less before");
        assertThat(PolicyBundle.check(
                                changed("tls-server.yaml", "validityDays: 90", "validityDays: 150"),
                                LocalDate.of(2026, 6, 1))
                        .warnings())
                .noneMatch(warning -> warning.place().file().equals("tls-server.yaml"));
    }

    @Test
    void warnsOfASchedulesLimit() {
        assertThat(PolicyBundle.check(changed("hierarchy.yaml", "validFor: PT96H", "validFor: PT240H"), TODAY)
                        .warnings())
                .extracting(PolicyProblem::warning)
                .contains(
                        "hierarchy.yaml:68: warning: crl.validFor of gov-tls is at its limit of 10 days, so a clock that"
                                + " is a second off breaks it: write less");
    }

    @Test
    void aBundleThatWasInForceOutlivesTheDayThatTightensALimit() {
        Map<String, String> files = changed("tls-server.yaml", "validityDays: 90", "validityDays: 300");
        assertThat(PolicyBundle.check(files, TODAY).bundle()).isEmpty();
        assertThat(PolicyBundle.of(files).profiles()).isNotEmpty();
    }

    /** What another program let pass; this one must still make CRLs and OCSP answers under it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificate-policy.yaml | arc: \"2.999\" | arc: \"2.5.29.32\"",
                "certificate-policy.yaml | identifiers: | 'identifiers:\n  again: \"1.1.1\"'",
                "hierarchy.yaml | every: PT720H | every: PT719H59M59.5S",
                "hierarchy.yaml | every: PT720H | every: 2592000",
                "hierarchy.yaml | title: National Root CA of Pakistan, owned by the Electronic Certification Accreditation Council | title: ' '",
                "hierarchy.yaml | commonName: Pakistan National Root CA (development) | commonName: \"Pakistan\\u200cNational Root CA\"",
                "floors.yaml | minimumRsaBits: 2048 | minimumRsaBits: 1024",
                "bundle.yaml | version: | version: 0 #",
                "ocsp-responder.yaml | keys: [P-256] | keys: [P-256, P-256]",
            })
    void readsABundleInForceThatBreaksARuleAndHoldsIt(String file, String from, String to) {
        Map<String, String> files = changed(file, from, to.replace("\\n", "\n"));
        assertThat(PolicyBundle.check(files, TODAY).bundle()).isEmpty();
        PolicyBundle held = PolicyBundle.inForce(files);
        assertThat(held.hold()).isPresent();
        assertThat(held.profiles()).hasSameSizeAs(PolicyBundle.of(FILES).profiles());
    }

    @Test
    void aCharacterThatCannotBeSeenHoldsNothingThatIsInForce() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.replaceAll((_, text) -> "# \u200c\n" + text.replace("\n", "\r\n"));
        assertThat(PolicyBundle.check(files, TODAY).problems()).hasSameSizeAs(files.keySet());
        assertThat(PolicyBundle.inForce(files).hold()).isEmpty();
    }

    @Test
    void needsTheProfileOfEveryKindOfResponder() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.remove("ocsp-responder-memory.yaml");
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .singleElement()
                .asString()
                .contains("the profile ocsp-responder-memory of the responder of gov-authentication is missing");
    }

    /** anyPolicy, the CA/Browser Forum's, ETSI's, another company's country, and what is no identifier at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2.5", "2.23.140", "0.4.0.194112", "1.2.840.113549", "2.16.840", "1.3.6.1", "1.99", "2.25.9{90}"
            })
    void refusesAnArcOfStandardsAndOfOthers(String arc) {
        String written = arc.replace("9{90}", "9".repeat(96));
        assertThat(problems("certificate-policy.yaml", "arc: \"2.999\"", "arc: \"" + written + "\""))
                .containsExactly(
                        "certificate-policy.yaml:4: arc must lie under 1.2.586, 2.16.586, 1.3.6.1.4.1 or 2.25 and"
                                + " have at most 100 characters; others belong to standards or to somebody else (ITU-T X.660):"
                                + " write the arc that your registration authority gave you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.999.7",
                "1.2.586.1",
                "2.16.586.1.2",
                "1.3.6.1.4.1.99999",
                "2.25.329800735698586629295641978511506172918"
            })
    void takesAnArcOfOurOwn(String arc) {
        assertThat(problems("certificate-policy.yaml", "arc: \"2.999\"", "arc: \"" + arc + "\""))
                .isEmpty();
    }

    @Test
    void refusesAResponderProfileOfAnotherType() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.put("ocsp-responder.yaml", FILES.get("tls-server.yaml").replace("id: tls-server", "id: ocsp-responder"));
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .contains("ocsp-responder.yaml:4: type of ocsp-responder must be ocsp-responder (RFC 6960 §4.2.2.2):"
                        + " write ocsp-responder, or give the profile another id");
    }

    @Test
    void holdsAnswersToFourDays() {
        assertThat(problems(
                        "hierarchy.yaml",
                        "ocsp: {validFor: PT48H, refreshAfter: PT12H}",
                        "ocsp: {validFor: PT240H, refreshAfter: PT97H}"))
                .contains("hierarchy.yaml:26: ocsp.refreshAfter of national-root must be at most 4 days (BR §4.9.10):"
                        + " write PT96H or less");
    }

    @Test
    void holdsAListToFourDaysWhereServersHaveNoOcsp() {
        Map<String, String> files =
                changed("hierarchy.yaml", "{every: PT24H, validFor: PT96H, sh", "{every: PT97H, validFor: PT200H, sh");
        assertThat(PolicyBundle.check(files, TODAY).problems()).isEmpty();
        files.put("tls-server.yaml", files.get("tls-server.yaml").replace("[ocsp, caIssuers]", "[caIssuers]"));
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .containsExactly(
                        "hierarchy.yaml:68: crl.every of gov-tls must be at most 4 days, because tls-server has"
                                + " no ocsp in authorityInfoAccess (BR §4.9.7): write PT96H or less");
    }

    @Test
    void needsEveryFile() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.remove("floors.yaml");
        files.remove("ocsp-responder.yaml");
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .containsExactly("floors.yaml:0: the file is missing: write it; every bundle has one");
        assertThatThrownBy(() -> PolicyBundle.of(files))
                .isInstanceOf(BrokenPolicy.class)
                .hasMessage("floors.yaml:0: the file is missing: write it; every bundle has one");
    }

    @Test
    void refusesAYamlBomb() {
        StringBuilder bomb = new StringBuilder("id: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'j'; c++) {
            bomb.append(c).append(": &").append(c).append(" [");
            bomb.append(("*" + (char) (c - 1) + ", ").repeat(9))
                    .append('*')
                    .append((char) (c - 1))
                    .append("]\n");
        }
        Map<String, String> files = new TreeMap<>(FILES);
        files.put("tls-server.yaml", bomb.toString());
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .contains("tls-server.yaml:1: anchor at id: policy files have none: write the value itself");
    }

    @Test
    void saysWhatIsToBePutInQuotes() {
        assertThat(problems("certificate-policy.yaml", "\"2.999\"", "2.999"))
                .containsExactly("certificate-policy.yaml:"
                        + (1
                                + FILES.get("certificate-policy.yaml")
                                        .substring(
                                                0,
                                                FILES.get("certificate-policy.yaml")
                                                                .indexOf("\narc:")
                                                        + 1)
                                        .lines()
                                        .count())
                        + ": arc: 2.999 without quotes is a number: put it in quotes: \"2.999\"");
    }

    @Test
    void saysThatACopyIsToBeTakenAway() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.put("tls-server - Copy.yaml", FILES.get("tls-server.yaml"));
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .singleElement()
                .asString()
                .endsWith("ends in .yaml: take this copy of tls-server.yaml away");
    }

    @Test
    void saysTheCauseBeforeItsConsequences() {
        assertThat(problems("tls-server.yaml", "$tls-ov", "$tls-vo").getFirst()).contains("has no identifier tls-vo");
    }

    /** YAML reads 030 as 24, and Java the digits of any script. */
    @ParameterizedTest
    @ValueSource(strings = {"030", "0x5A", "9_0", "+90", "'90'", "\u0669\u0660"})
    void refusesANumberThatIsNotWhatItLooksLike(String number) {
        Map<String, String> files = new TreeMap<>(FILES);
        files.put(
                "tls-server.yaml", FILES.get("tls-server.yaml").replace("validityDays: 90", "validityDays: " + number));
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .singleElement()
                .asString()
                .startsWith("tls-server.yaml:8: validityDays: ")
                .contains("is not a plain number: write digits 0 to 9 only");
    }

    @Test
    void refusesADeepAndALongFile() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.put("tls-server.yaml", "id: " + "[".repeat(50_000));
        files.put("eseal.yaml", "id: " + "a".repeat(300_000));
        files.put("time-stamping.yaml", FILES.get("time-stamping.yaml").replace("1825", "9".repeat(100_000)));
        assertThat(texts(PolicyBundle.check(files, TODAY).problems()))
                .containsExactly(
                        "eseal.yaml:1: the file is longer than 200000 characters: write it as the shipped files are",
                        "time-stamping.yaml:7: the file is nested too deeply or holds a number that is too long:"
                                + " write it as the shipped files are",
                        "tls-server.yaml:1: the file is nested too deeply or holds a number that is too long:"
                                + " write it as the shipped files are");
    }

    @Test
    void loadsTwoHundredProfiles() {
        Map<String, String> files = new TreeMap<>(FILES);
        for (int i = files.size(); i < 205; i++) {
            files.put("tls-" + i + ".yaml", FILES.get("tls-server.yaml").replace("id: tls-server", "id: tls-" + i));
        }
        assertThat(PolicyBundle.of(files).profiles()).hasSize(200);
    }

    @Test
    void hashStandsForTheContent() {
        Map<String, String> files = new TreeMap<>(FILES);
        assertThat(PolicyBundle.of(files).hash())
                .isEqualTo(PolicyBundle.of(FILES).hash());
        files.put("tls-server.yaml", files.get("tls-server.yaml") + "# a comment\n");
        assertThat(PolicyBundle.of(files).hash())
                .isNotEqualTo(PolicyBundle.of(FILES).hash());
    }

    private static Map<String, String> changed(String file, String from, String to) {
        Map<String, String> files = new TreeMap<>(FILES);
        String changed = files.get(file)
                .replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
        assertThat(changed).isNotEqualTo(files.get(file));
        files.put(file, changed);
        return files;
    }

    private static List<String> problems(String file, String from, String to) {
        return texts(PolicyBundle.check(changed(file, from, to), TODAY).problems());
    }

    private static List<String> texts(List<PolicyProblem> problems) {
        return problems.stream().map(PolicyProblem::toString).toList();
    }
}
