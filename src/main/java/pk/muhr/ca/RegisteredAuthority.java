package pk.muhr.ca;

import java.util.Optional;

import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Certificate;

/** An authority on record: its certificate, and where its key lies. A root has no issuer. */
public record RegisteredAuthority(
        AuthorityId id,
        Optional<AuthorityId> issuer,
        ProfileId profile,
        TokenLabel token,
        KeyLabel key,
        Certificate certificate) {}
