package pk.muhr.it.foreign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

import pk.muhr.it.Api;

/** What the service publishes for those who rely on certificates: its root, CRLs and OCSP answers. */
final class Repository {

    private static final String ROOT = "/ca/national-root.pem";

    private final Api api;
    private final Path directory;
    private final X509Certificate root;

    /**
     * Fetches the root.
     *
     * @param directory where what is fetched is written
     */
    Repository(Api api, Path directory) {
        this.api = api;
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            root = Held.read(new String(api.published(ROOT), StandardCharsets.US_ASCII))
                    .getFirst();
            Files.writeString(rootFile(), Held.pem(List.of(root)));
        } catch (IOException e) {
            throw new UncheckedIOException("the service publishes no root", e);
        }
    }

    X509Certificate root() {
        return root;
    }

    /** The root, the only thing that judges trust. */
    Path rootFile() {
        return directory.resolve("root.pem");
    }

    /** A PKCS #12 file that trusts the root. */
    Path trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root);
        Path file = directory.resolve("trust.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, Held.PASSWORD.toCharArray());
        }
        return file;
    }

    /** The CRLs that certificates point at, in PEM; fetched now. */
    List<Path> lists(List<X509Certificate> chain) throws IOException {
        return lists(chain, UnaryOperator.identity());
    }

    /**
     * Other CRLs than those that certificates point at, in PEM; fetched now.
     *
     * @param change makes of a path the one that is fetched
     */
    List<Path> lists(List<X509Certificate> chain, UnaryOperator<String> change) throws IOException {
        List<Path> files = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            Optional<String> path = listOf(certificate);
            if (path.isPresent()) {
                files.add(list(change.apply(path.get())));
            }
        }
        return files;
    }

    /** A CRL by its path, in PEM; fetched now. */
    Path list(String path) throws IOException {
        Path file = directory.resolve(path.substring(1).replace('/', '-') + ".pem");
        return Files.writeString(file, Held.pem("X509 CRL", api.published(path)));
    }

    /** Whether the CRL there, fetched now, lists a certificate. */
    boolean lists(String path, X509Certificate certificate) throws IOException {
        return read(api.published(path)).isRevoked(certificate);
    }

    /** A CRL that was fetched. */
    static X509CRL read(byte[] list) {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no CRL", e);
        }
    }

    /** Where a certificate says that its CRL is; nothing for the root. */
    static Optional<String> listOf(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        return Optional.ofNullable(value)
                .map(octets -> CRLDistPoint.getInstance(
                        ASN1OctetString.getInstance(octets).getOctets()))
                .map(points -> GeneralNames.getInstance(
                        points.getDistributionPoints()[0].getDistributionPoint().getName()))
                .map(names ->
                        URI.create(names.getNames()[0].getName().toString()).getPath());
    }

    /** The certificate of the responder that answers for a certificate of this issuer. */
    X509Certificate responder(X509Certificate certificate, X509Certificate issuer) throws IOException {
        try {
            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(issuer),
                    certificate.getSerialNumber());
            byte[] request = new OCSPReqBuilder().addRequest(id).build().getEncoded();
            String path = URLEncoder.encode(Base64.getEncoder().encodeToString(request), StandardCharsets.US_ASCII);
            OCSPResp answer = new OCSPResp(api.published("/ocsp/" + path));
            X509CertificateHolder[] certificates = ((BasicOCSPResp) answer.getResponseObject()).getCerts();
            return Held.read(Held.pem("CERTIFICATE", certificates[0].getEncoded()))
                    .getFirst();
        } catch (OCSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("no OCSP answer with a certificate", e);
        }
    }
}
