package pk.muhr.evidence.outside;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;

/** Certificates of authorities that may have certified a time-stamping unit, one PEM block after the other. */
public final class StampIssuers {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final int MOST = 16;

    private StampIssuers() {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when there is none, too many, or one that is no certificate
     */
    public static List<Certificate> of(String pem) {
        List<Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            found.add(Certificate.of(Pem.parse(block.group()).content()));
        }
        if (found.isEmpty() || found.size() > MOST) {
            throw new IllegalArgumentException("one to " + MOST + " certificates in PEM are wanted");
        }
        return found;
    }

    /** Writes them. */
    static String text(List<Certificate> issuers) {
        StringBuilder text = new StringBuilder();
        issuers.forEach(issuer -> text.append(new Pem("CERTIFICATE", issuer.der()).text()));
        return text.toString();
    }
}
