package pk.muhr.x509;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;

/** One statement of the qcStatements extension (RFC 3739 §3.2.6, ETSI EN 319 412-5), and how the extension is written. */
public record QcStatement(String oid, Optional<Der> information) {

    /** What the subject's identifiers mean (RFC 3739 §3.2.6.1). */
    public static final String SEMANTICS = "1.3.6.1.5.5.7.11.2";
    /** The certificate is a qualified one; of the European Union where no other law is named (EN 319 412-5 §4.2.1). */
    public static final String COMPLIANCE = "0.4.0.1862.1.1";
    /** What the certificate is for (§4.2.3). */
    public static final String TYPE = "0.4.0.1862.1.6";
    /** Where the disclosure statement stands (§4.3.4). */
    public static final String DISCLOSURE = "0.4.0.1862.1.5";
    /** The countries under whose law it is qualified (§4.2.4). */
    public static final String LEGISLATION = "0.4.0.1862.1.7";

    /** Says whether natural ({@code false}) or legal persons' identifiers stand in the subject (EN 319 412-1 §5.1). */
    public static QcStatement semantics(boolean legal) {
        ASN1ObjectIdentifier id = new ASN1ObjectIdentifier("0.4.0.194121.1." + (legal ? 2 : 1));
        return statement(SEMANTICS, new DERSequence(id));
    }

    /** The bare statement of compliance; only together with {@link #legislation}. */
    public static QcStatement compliance() {
        return new QcStatement(COMPLIANCE, Optional.empty());
    }

    /** Countries by their two capital letters. */
    public static QcStatement legislation(List<String> countries) {
        return statement(
                LEGISLATION,
                new DERSequence(countries.stream().map(DERPrintableString::new).toArray(ASN1Encodable[]::new)));
    }

    /** For electronic seals, or for signatures. */
    public static QcStatement type(boolean seal) {
        return statement(TYPE, new DERSequence(new ASN1ObjectIdentifier(TYPE + (seal ? ".2" : ".1"))));
    }

    /** Disclosure statements by their language. */
    public static QcStatement disclosures(Map<String, URI> byLanguage) {
        List<ASN1Encodable> locations = new ArrayList<>();
        byLanguage.forEach((language, url) -> locations.add(new DERSequence(
                new ASN1Encodable[] {new DERIA5String(url.toString()), new DERPrintableString(language)})));
        return statement(DISCLOSURE, new DERSequence(locations.toArray(ASN1Encodable[]::new)));
    }

    /** The extension that holds the statements; never critical (EN 319 412-5 §4.1). */
    public static Extension extension(List<QcStatement> statements) {
        ASN1Encodable[] encoded = statements.stream().map(QcStatement::encoded).toArray(ASN1Encodable[]::new);
        return Extension.of(org.bouncycastle.asn1.x509.Extension.qCStatements, false, new DERSequence(encoded));
    }

    /** The statements of an extension's value. */
    public static List<QcStatement> decode(Der value) {
        List<QcStatement> found = new ArrayList<>();
        for (ASN1Encodable element : ASN1Sequence.getInstance(value.decode())) {
            ASN1Sequence statement = ASN1Sequence.getInstance(element);
            found.add(new QcStatement(
                    ASN1ObjectIdentifier.getInstance(statement.getObjectAt(0)).getId(),
                    statement.size() > 1 ? Optional.of(Der.of(statement.getObjectAt(1))) : Optional.empty()));
        }
        return List.copyOf(found);
    }

    private static QcStatement statement(String oid, ASN1Encodable information) {
        return new QcStatement(oid, Optional.of(Der.of(information)));
    }

    private ASN1Encodable encoded() {
        ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(oid);
        return information
                .map(der -> new DERSequence(new ASN1Encodable[] {id, der.decode()}))
                .orElseGet(() -> new DERSequence(id));
    }
}
