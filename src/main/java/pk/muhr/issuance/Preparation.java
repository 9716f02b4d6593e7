package pk.muhr.issuance;

import pk.muhr.policy.Refusal;

/** Whether a request may be issued. */
public sealed interface Preparation {

    /** It may: linted, every name proved; nothing is written or signed yet. */
    record Ready(PreparedCertificate certificate) implements Preparation {}

    /** A rule said no; no key was used. */
    record Refused(Refusal reason) implements Preparation {}
}
