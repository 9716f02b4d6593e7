package pk.muhr.ca;

import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.x509.Certificate;

/** A delegated OCSP responder on record (RFC 6960 §2.6): its certificate, and where its key lies. */
public record RegisteredResponder(AuthorityId authority, TokenLabel token, KeyLabel key, Certificate certificate) {}
