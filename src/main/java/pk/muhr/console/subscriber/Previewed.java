package pk.muhr.console.subscriber;

import java.util.List;

import pk.muhr.console.CertificateFacts;
import pk.muhr.issuance.PreparedCertificate;

/**
 * The certificate that a request would lead to: every rule passed, every name proved.
 *
 * @param facts what it would say, but for number, times and signature
 * @param approvals how many officers would have to agree
 * @param policy SHA-256 of the bundle of policies that judged it
 */
public record Previewed(
        CertificateFacts facts, String authority, List<WhatProves.Proved> proofs, int approvals, String policy) {

    static Previewed of(PreparedCertificate prepared, List<WhatProves.Proved> proofs, int approvals) {
        return new Previewed(
                CertificateFacts.of(prepared.content()),
                prepared.authorityId().toString(),
                proofs,
                approvals,
                prepared.policy().hex());
    }
}
