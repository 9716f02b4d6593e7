package pk.muhr.it.foreign;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import eu.europa.esig.dss.cms.CMS;
import eu.europa.esig.dss.cms.object.CMSObjectUtils;
import eu.europa.esig.dss.spi.exception.IllegalInputException;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * Cuts off the zeros that fill up the room for a signature in a PDF document (ISO 32000-1 §12.8.3.3.1). DSS 6.4 leaves
 * them for Bouncy Castle to overlook, which its own version 1.83 does and ours does not. DSS finds this class under
 * {@code META-INF/services}.
 */
public final class UnpaddedCms extends CMSObjectUtils {

    /** For the service loader. */
    public UnpaddedCms() {}

    @Override
    public CMS parseToCMS(byte[] padded) {
        try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(padded))) {
            ASN1Primitive first = in.readObject();
            return super.parseToCMS(first == null ? padded : first.getEncoded());
        } catch (IOException e) {
            throw new IllegalInputException("no CMS", e);
        }
    }
}
