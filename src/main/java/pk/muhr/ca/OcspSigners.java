package pk.muhr.ca;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.audit.Actor;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.MemoryKey;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.hsm.Tokens;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.Sha256;

/** The responders' keys, as far as they are on this process's token. Answering takes one from memory. */
@ApplicationScoped
public class OcspSigners {

    private final OcspResponders register;
    private final Tokens tokens;
    private final KeyCustody custody;
    private final OcspSignatures signatures;
    private final ProcessRoles roles;
    private final Hold hold;
    private final TokenLabel tokenLabel;
    private final Map<AuthorityId, OcspSigner> known = new ConcurrentHashMap<>();

    OcspSigners(
            OcspResponders register,
            Tokens tokens,
            KeyCustody custody,
            OcspSignatures signatures,
            ProcessRoles roles,
            Hold hold,
            @ConfigProperty(name = "muhr.ocsp.token", defaultValue = "muhr-status") String tokenLabel) {
        this.register = register;
        this.tokens = tokens;
        this.custody = custody;
        this.signatures = signatures;
        this.roles = roles;
        this.hold = hold;
        this.tokenLabel = new TokenLabel(tokenLabel);
    }

    /** Where the authority's responder key lives: where the policy says, but with no token for it always in memory. */
    public ResponderKeyPlace place(CertificateAuthority authority) {
        return roles.has(ProcessRole.AUTHORITY) ? authority.definition().responderKey() : ResponderKeyPlace.MEMORY;
    }

    /**
     * Whether this process is to answer for the authority: where the authority's key is; and where none is, for those
     * with a responder on record, since the key of any other is not on-line anywhere.
     */
    public boolean isToAnswer(AuthorityId authority) {
        return !hold.isHeld()
                && (roles.has(ProcessRole.AUTHORITY) ? custody.isHere(authority) : register.count(authority) > 0);
    }

    /** The signer that answers for the authority, from memory; none while nothing is signed here. */
    public Optional<OcspSigner> of(AuthorityId authority) {
        return hold.isHeld() ? Optional.empty() : Optional.ofNullable(known.get(authority));
    }

    /** From now on nobody answers for the authority here, until another responder is adopted or taken back. */
    public void forget(AuthorityId authority) {
        known.remove(authority);
    }

    /**
     * Looks at the register: the newest responder, if its key is on the token. Another replica may have added one. A
     * responder with a key in memory is this process's own, whatever others have.
     *
     * @param acceptable whether a responder's certificate may be answered with; a newest one that may not is not taken
     * @throws AuthorityUnavailable when the token cannot say whether it has the key
     */
    public Optional<OcspSigner> refresh(CertificateAuthority authority, Predicate<Certificate> acceptable) {
        if (place(authority) == ResponderKeyPlace.MEMORY) {
            return of(authority.id())
                    .filter(OcspSigner::isInMemory)
                    .filter(signer -> acceptable.test(signer.certificate()));
        }
        Optional<RegisteredResponder> newest =
                register.newest(authority.id()).filter(responder -> acceptable.test(responder.certificate()));
        OcspSigner current = known.get(authority.id());
        if (current != null
                && newest.map(RegisteredResponder::certificate).equals(Optional.of(current.certificate()))) {
            return Optional.of(current);
        }
        return newest.flatMap(responder ->
                key(responder).map(key -> kept(new OcspSigner(authority, responder.certificate(), key, signatures))));
    }

    /**
     * Makes the key of the authority's next responder, or finds it again when a crash left it without certificate. One
     * in memory is always fresh.
     *
     * @param blocked whether a key (SHA-256 of its SubjectPublicKeyInfo) may not be certified; one that was left by a
     *     crash and reported compromised since is passed over
     * @throws AuthorityUnavailable when the token cannot
     */
    public ResponderKey nextKey(CertificateAuthority authority, Predicate<Sha256> blocked) {
        return place(authority) == ResponderKeyPlace.MEMORY
                ? new ResponderKey(
                        authority.id(),
                        MemoryKey.PLACE,
                        MemoryKey.generate(new KeyLabel("ocsp-" + authority.id() + "-memory")))
                : nextKey(authority.id(), blocked);
    }

    private ResponderKey nextKey(AuthorityId authority, Predicate<Sha256> blocked) {
        try {
            Token token = tokens.token(tokenLabel);
            for (long number = register.count(authority) + 1; ; number++) {
                KeyLabel label = new KeyLabel("ocsp-" + authority + "-" + number);
                Optional<SigningKey> left = token.find(label);
                if (left.isEmpty()) {
                    return new ResponderKey(authority, tokenLabel, token.generate(label, KeyAlgorithm.P_256));
                }
                if (!register.has(authority, label)
                        && !blocked.test(left.get().publicKey().fingerprint())) {
                    return new ResponderKey(authority, tokenLabel, left.get());
                }
            }
        } catch (TokenUnavailable e) {
            throw new AuthorityUnavailable("the OCSP responder of " + authority, e);
        }
    }

    /**
     * Puts a certified key on record, where this process certified it, and answers with it from now on. A crash before leaves a
     * key without use.
     */
    public OcspSigner adopt(CertificateAuthority authority, ResponderKey key, Certificate certificate, Actor by) {
        OcspSigner signer = new OcspSigner(authority, certificate, key.key(), signatures);
        if (roles.has(ProcessRole.AUTHORITY)) {
            register.register(
                    new RegisteredResponder(
                            authority.id(), key.token(), key.key().label(), certificate),
                    by);
        }
        return kept(signer);
    }

    private OcspSigner kept(OcspSigner signer) {
        known.put(signer.authority(), signer);
        return signer;
    }

    private Optional<SigningKey> key(RegisteredResponder responder) {
        try {
            return tokens.token(responder.token()).find(responder.key());
        } catch (TokenUnavailable e) {
            throw new AuthorityUnavailable("the OCSP responder of " + responder.authority(), e);
        }
    }
}
