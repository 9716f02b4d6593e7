package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broken policy file says where and why; the shipped files are whole. */
class PolicyBundleTest {

    private static final Map<String, String> FILES =
            PolicyBundle.read(Path.of("policies")).files();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tls-server.yaml | validityDays: 90 | validtyDays: 90 | tls-server.yaml:6: unknown key validtyDays",
                "tls-server.yaml | validityDays: 90 | '' | tls-server.yaml:1: missing key validityDays",
                "tls-server.yaml | version: 1 | \"version: 1\nversion: 1\" | tls-server.yaml:5: duplicate key 'version'",
                "tls-server.yaml | RSA-3072 | RSA-1024 | tls-server.yaml:8: keys[0]: \"RSA-1024\" is not one of",
                "tls-server.yaml | authority: gov-tls | authority: gov-tsl | tls-server.yaml:5: hierarchy.yaml has no authority gov-tsl",
                "tls-server.yaml | {authority: false} | {authority: true} | basicConstraints.authority must be true in authority",
                "tls-server.yaml | [serverAuth] | [serverAuth, OCSPSigning] | OCSPSigning belongs to responder profiles only",
                "tls-server.yaml | $tls-ov | $tls-vo | tls-server.yaml:17: certificate-policy.yaml has no identifier tls-vo",
                "tls-server.yaml | id: tls-server | id: tls-client | tls-server.yaml:1: id must be the file's own name",
                "tls-server.yaml | approvals: 0 | approvals: 1 | approvals must be 0",
                "hierarchy.yaml | {every: PT24H, validFor | {evry: PT24H, validFor | hierarchy.yaml:57: unknown key authorities.crl.evry",
                "hierarchy.yaml | validFor: PT96H | validFor: PT960H | gov-tls: crl.validFor must be at most 10 days",
                "hierarchy.yaml | issuer: government | issuer: goverment | gov-tls: its issuer goverment must stand before it",
                "floors.yaml | minimumRsaBits: 2048 | minimumRsaBits: 1024 | floors.yaml:2: minimumRsaBits must be at least 2048",
                "tls-server.yaml | ocspNoCheck: false | ocspNoCheck: true | tls-server.yaml:22: ocspNoCheck belongs to responder",
                "tls-server.yaml | ocspNoCheck: false | ocspNoCheck: maybe | tls-server.yaml:22: ocspNoCheck: \"maybe\" is not what",
                "issuing-ca.yaml | certificatePolicies: [] | certificatePolicies: [$root] | stand in hierarchy.yaml",
                "hierarchy.yaml | SHA384withECDSA | SHA256withECDSA | gov-tls: a key P-384 signs with its own hash only",
                "certificate-policy.yaml | 1.1.2.1 | a.b | identifiers.tls-ov must be dotted numbers",
            })
    void saysFileLineAndRule(String file, String from, String to, String message) {
        Map<String, String> files = new TreeMap<>(FILES);
        String changed = files.get(file).replace(from, to.equals("''") ? "" : to);
        assertThat(changed).isNotEqualTo(files.get(file));
        files.put(file, changed);
        assertThatThrownBy(() -> PolicyBundle.of(files))
                .isInstanceOf(BrokenPolicy.class)
                .hasMessageContaining(message)
                .message()
                .matches(text -> text.startsWith(file + ":"));
    }

    @Test
    void needsEveryFile() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.remove("floors.yaml");
        assertThatThrownBy(() -> PolicyBundle.of(files)).hasMessageContaining("floors.yaml:0: the file is missing");
    }

    @Test
    void survivesAYamlBomb() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'j'; c++) {
            bomb.append(c).append(": &").append(c).append(" [");
            bomb.append(("*" + (char) (c - 1) + ", ").repeat(9))
                    .append('*')
                    .append((char) (c - 1))
                    .append("]\n");
        }
        Map<String, String> files = new TreeMap<>(FILES);
        files.put("tls-server.yaml", bomb.toString());
        assertThatThrownBy(() -> PolicyBundle.of(files)).isInstanceOf(BrokenPolicy.class);
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
}
