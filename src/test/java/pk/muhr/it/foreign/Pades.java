package pk.muhr.it.foreign;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.http.commons.CommonsDataLoader;
import eu.europa.esig.dss.service.http.commons.OCSPDataLoader;
import eu.europa.esig.dss.service.http.commons.TimestampDataLoader;
import eu.europa.esig.dss.service.http.proxy.ProxyConfig;
import eu.europa.esig.dss.service.http.proxy.ProxyProperties;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.simplereport.jaxb.XmlTimestamp;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.aia.DefaultAIASource;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * EU DSS: signs a PDF document (ETSI EN 319 142-1) and validates it (EN 319 102-1) with the root as trust anchor and
 * revocation data from the addresses inside the certificates.
 */
final class Pades {

    /** Octets in the document for signature, chains and time-stamp; our CA certificates hold RSA-4096 keys. */
    private static final int SPACE = 32_768;

    private static final String POLICY = "/policy/constraint.xml";

    private Pades() {}

    private static CommonCertificateVerifier verifier(Repository repository, Nginx proxy) {
        ProxyProperties through = new ProxyProperties();
        through.setHost("127.0.0.1");
        through.setPort(proxy.port());
        through.setScheme("http");
        ProxyConfig proxies = new ProxyConfig();
        proxies.setHttpProperties(through);
        CommonsDataLoader loader = new CommonsDataLoader();
        loader.setProxyConfig(proxies);
        OCSPDataLoader ocsp = new OCSPDataLoader();
        ocsp.setProxyConfig(proxies);
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(new CertificateToken(repository.root()));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        verifier.setAIASource(new DefaultAIASource(loader));
        verifier.setCrlSource(new OnlineCRLSource(loader));
        verifier.setOcspSource(new OnlineOCSPSource(ocsp));
        return verifier;
    }

    private static DSSDocument signed(Held signer, SignatureLevel level, PAdESService service)
            throws IOException, GeneralSecurityException {
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(level);
        parameters.setContentSize(SPACE);
        parameters.setSigningCertificate(new CertificateToken(signer.certificate()));
        parameters.setCertificateChain(
                signer.chain().stream().map(CertificateToken::new).toList());
        parameters.setDigestAlgorithm(
                signer.keyKind().signature().startsWith("SHA384") ? DigestAlgorithm.SHA384 : DigestAlgorithm.SHA256);
        DSSDocument document = new InMemoryDocument(page(), "letter.pdf");
        Signature signature = Signature.getInstance(signer.keyKind().signature());
        signature.initSign(signer.key());
        signature.update(service.getDataToSign(document, parameters).getBytes());
        return service.signDocument(
                document,
                parameters,
                new SignatureValue(SignatureAlgorithm.forJAVA(signer.keyKind().signature()), signature.sign()));
    }

    private static byte[] page() throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        }
    }

    private static SimpleReport validated(DSSDocument document, CommonCertificateVerifier verifier) throws IOException {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(document);
        validator.setCertificateVerifier(verifier);
        return validator.validateDocument(new ByteArrayInputStream(policy())).getSimpleReport();
    }

    /** What DSS comes with, except that a signer whose key is not for signing documents is an error, not a warning. */
    private static byte[] policy() throws IOException {
        try (InputStream in = SignedDocumentValidator.class.getResourceAsStream(POLICY)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String stricter = text.replace("<KeyUsage Level=\"WARN\">", "<KeyUsage Level=\"FAIL\">");
            if (stricter.equals(text)) {
                throw new IllegalStateException("the policy that comes with DSS says nothing of key usage");
            }
            return stricter.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String words(SimpleReport report, String id) {
        return Stream.of(report.getAdESValidationErrors(id), report.getAdESValidationWarnings(id))
                .flatMap(List::stream)
                .map(Message::getValue)
                .collect(Collectors.joining(
                        "\n", report.getIndication(id) + " " + report.getSubIndication(id) + "\n", ""));
    }

    /** PAdES-BASELINE-B. */
    record Document(Repository repository, Nginx proxy) implements Judge {
        @Override
        public String program() {
            return "EU DSS PAdES-B sign, validate";
        }

        @Override
        public Verdict judge(Held held) throws IOException, GeneralSecurityException {
            CommonCertificateVerifier verifier = verifier(repository, proxy);
            SimpleReport report =
                    validated(signed(held, SignatureLevel.PAdES_BASELINE_B, new PAdESService(verifier)), verifier);
            String id = report.getFirstSignatureId();
            return says(held, report.getIndication(id) == Indication.TOTAL_PASSED, words(report, id));
        }
    }

    /**
     * PAdES-BASELINE-LT: the certificate judged is that of the unit whose time-stamp is in the signature.
     *
     * @param signer of the document
     */
    record StampedDocument(Repository repository, Nginx proxy, Held signer) implements Judge {
        @Override
        public String program() {
            return "EU DSS PAdES-LT sign, validate";
        }

        @Override
        public Verdict judge(Held unit) throws IOException, GeneralSecurityException {
            CommonCertificateVerifier verifier = verifier(repository, proxy);
            PAdESService service = new PAdESService(verifier);
            KeyEntityTSPSource stamps = new KeyEntityTSPSource(unit.key(), unit.certificate(), unit.chain());
            stamps.setTsaPolicy("2.999.1.2.1");
            service.setTspSource(stamps);
            SimpleReport report = validated(signed(signer, SignatureLevel.PAdES_BASELINE_LT, service), verifier);
            return stamped(this, unit, report);
        }
    }

    private static Verdict stamped(Judge judge, Held certificate, SimpleReport report) {
        String id = report.getFirstSignatureId();
        List<XmlTimestamp> found = report.getSignatureTimestamps(id);
        boolean stamped = found.stream().anyMatch(stamp -> report.getIndication(stamp.getId()) == Indication.PASSED);
        return judge.says(
                certificate,
                stamped && report.getIndication(id) == Indication.TOTAL_PASSED,
                words(report, id)
                        + found.stream()
                                .map(stamp -> words(report, stamp.getId()))
                                .collect(Collectors.joining("\n")));
    }

    /**
     * A document with a time-stamp of the running service.
     *
     * @param level PAdES-BASELINE-T, or -LT with all that proves it besides
     * @param stamps address of the service
     */
    record Stamped(Repository repository, Nginx proxy, SignatureLevel level, String stamps) implements Judge {
        @Override
        public String program() {
            return "EU DSS " + level + " sign, validate";
        }

        @Override
        public Verdict judge(Held signer) throws IOException, GeneralSecurityException {
            CommonCertificateVerifier verifier = verifier(repository, proxy);
            PAdESService service = new PAdESService(verifier);
            service.setTspSource(new OnlineTSPSource(stamps, new TimestampDataLoader()));
            SimpleReport report = validated(signed(signer, level, service), verifier);
            return stamped(this, signer, report);
        }
    }
}
