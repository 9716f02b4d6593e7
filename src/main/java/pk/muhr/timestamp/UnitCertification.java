package pk.muhr.timestamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.issuance.Issuance;
import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.Unavailable;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.StopSwitch;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.MalformedDer;

/** Certifies the keys of units where the authority's key is. A request contributes its key and nothing else. */
@ApplicationScoped
class UnitCertification {

    private static final Logger LOG = Logger.getLogger(UnitCertification.class);
    private static final Actor JOB = Actor.system("tsa");
    private static final int AT_ONCE = 10;

    private final UnitKeys keys;
    private final Hierarchy hierarchy;
    private final KeyCustody custody;
    private final Issuance issuance;
    private final ActivePolicy policy;
    private final StopSwitch stop;
    private final CompromisedKeys compromised;
    private final RevokedAuthorities revoked;
    private final AgroalDataSource store;
    private final Map<Long, String> waiting = new ConcurrentHashMap<>();

    UnitCertification(
            UnitKeys keys,
            Hierarchy hierarchy,
            KeyCustody custody,
            Issuance issuance,
            ActivePolicy policy,
            StopSwitch stop,
            CompromisedKeys compromised,
            RevokedAuthorities revoked,
            AgroalDataSource store) {
        this.keys = keys;
        this.hierarchy = hierarchy;
        this.custody = custody;
        this.issuance = issuance;
        this.policy = policy;
        this.stop = stop;
        this.compromised = compromised;
        this.revoked = revoked;
        this.store = store;
    }

    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        answer();
    }

    /** Answers what waits; while issuance is stopped it waits on. One replica does it at a time. */
    @DoneBy(ProcessRole.AUTHORITY)
    void answer() {
        List<UnitKey> waiting = keys.waiting(AT_ONCE);
        PolicyBundle bundle = policy.bundle();
        if (waiting.isEmpty() || stop.refusal().or(bundle::hold).isPresent()) {
            return;
        }
        try (UnitLock lock = UnitLock.take(store, "tsu certification").orElse(null)) {
            if (lock != null) {
                keys.waiting(AT_ONCE).forEach(key -> answer(key, bundle));
            }
        }
    }

    /** A crash between the certificate and the answer leaves a certificate that nobody uses; it is made again. */
    private void answer(UnitKey key, PolicyBundle bundle) {
        try {
            CertificationRequest request = CertificationRequest.of(key.request());
            Optional<TimeStampPolicy.Unit> unit = bundle.timeStamps().flatMap(stamps -> stamps.unit(key.unit()));
            Optional<String> objection = objection(request, unit);
            if (objection.isPresent()) {
                keys.refuse(key, objection.get(), JOB);
            } else {
                certify(key, request, bundle);
            }
        } catch (MalformedDer e) {
            keys.refuse(key, "not a PKCS #10 request", JOB);
        } catch (RuntimeException e) {
            if (passes(e)) {
                waits(key, e.toString());
                return;
            }
            LOG.errorf(e, "the key %s cannot be certified", key.label());
            keys.refuse(key, "it cannot be certified; the log of the authority says why", JOB);
        }
    }

    /** Whether it is no fault of the key: an outage, or a stop that was said after the look. */
    private boolean passes(RuntimeException failure) {
        return failure instanceof Unavailable
                || failure instanceof TokenUnavailable
                || failure instanceof StoreFailed
                || stop.refusal().or(policy.bundle()::hold).isPresent();
    }

    private Optional<String> objection(CertificationRequest request, Optional<TimeStampPolicy.Unit> unit) {
        if (unit.isEmpty()) {
            return Optional.of("the policy has no such unit");
        }
        if (!request.key().label().equals(unit.get().key().label())) {
            return Optional.of("the policy says " + unit.get().key().label() + ", not "
                    + request.key().label());
        }
        if (!request.provesPossession()) {
            return Optional.of("the request is not signed by the key it holds");
        }
        return compromised.contains(request.key().fingerprint()) ? Optional.of("the key is blocked") : Optional.empty();
    }

    private void certify(UnitKey key, CertificationRequest request, PolicyBundle bundle) {
        TimeStampPolicy stamps = bundle.timeStamps().orElseThrow();
        CertificateProfile profile = bundle.profile(stamps.profile()).orElseThrow();
        Optional<CertificateAuthority> issuing = hierarchy
                .issuing(profile.authority().orElseThrow())
                .filter(authority -> !revoked.contains(authority.chain()));
        if (issuing.isEmpty()) {
            waits(key, "there is no time-stamping authority that is not revoked");
            return;
        }
        CertificateAuthority authority = issuing.get();
        custody.requireReachable(authority.id());
        CertificateTemplate template = issuance.templates()
                .unit(profile, subject(stamps, key.unit()), request.key(), authority.facts(), issuance.moment());
        Certificate certificate =
                issuance.certifyUnit(authority, template, profile, JOB).certificate();
        keys.grant(key, certificate, authority.id(), JOB);
        waiting.remove(key.number());
    }

    /** Said once for each reason, not with each look. */
    private void waits(UnitKey key, String why) {
        if (!why.equals(waiting.put(key.number(), why))) {
            LOG.warnf("the key %s waits for its certificate: %s", key.label(), why);
        }
    }

    private static DistinguishedName subject(TimeStampPolicy stamps, String unit) {
        List<DistinguishedName.Attribute> attributes = new ArrayList<>();
        stamps.subject().forEach((type, value) -> attributes.add(new DistinguishedName.Attribute(type, value)));
        attributes.add(new DistinguishedName.Attribute(AttributeType.COMMON_NAME, unit));
        return DistinguishedName.of(attributes);
    }
}
