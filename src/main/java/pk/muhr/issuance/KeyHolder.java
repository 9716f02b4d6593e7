package pk.muhr.issuance;

import java.util.Optional;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.CertificateFamily;

/**
 * For whom and for what a key is certified; never for another holder.
 *
 * @param body absent for keys of our own
 * @param person account of the person whom the certificate names, if it names one
 * @param family absent for keys of our own
 */
record KeyHolder(Optional<BodyId> body, Optional<PersonId> person, Optional<CertificateFamily> family) {

    /** Of the keys of authorities and responders. */
    static final KeyHolder OURSELVES = new KeyHolder(Optional.empty(), Optional.empty(), Optional.empty());
}
