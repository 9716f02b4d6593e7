package pk.muhr.ca;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;

/** A certificate whose signature was verified with its issuer's certificate. */
public record SignedCertificate(Certificate certificate, SignatureAlgorithm algorithm, Der signature) {}
