package pk.muhr.identity;

import pk.muhr.x509.Sha256;

/** What is on record of a certificate whose key a caller holds. {@code revocation} implements it. */
public interface CredentialStatus {

    /** Says it of the certificate with this SHA-256 as of now: nothing is kept from one request to the next. */
    Standing of(Sha256 certificate);

    /** Whether somebody can be known by it. */
    sealed interface Standing {

        /** It says who; {@code body} is the one whose person it names. */
        record Counts(PersonId person, BodyId body) implements Standing {}

        /** It says nothing here. */
        record Refused(Why why) implements Standing {}
    }

    /** What speaks against a certificate. */
    enum Why {
        /** No authority of ours issued it, whatever it says of its issuer. */
        NOT_OURS,
        /** It is of another family, or lacks the purpose clientAuth (RFC 5280 §4.2.1.12). */
        NOT_FOR_AUTHENTICATION,
        /** It is a machine's. */
        NO_PERSON,
        /** It has expired, or counts later only; it or one above it. */
        NOT_IN_TIME,
        /** It is revoked or held; it or one above it. */
        REVOKED
    }
}
