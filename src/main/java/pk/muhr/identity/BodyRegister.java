package pk.muhr.identity;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import org.hibernate.JDBCException;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.x509.OrganizationIdentifier;
import pk.muhr.x509.Sha256;

/**
 * How bodies come into the register and leave it: one officer applies, another verifies, the body accepts the subscriber
 * agreement. Each step is an event with its record, in one transaction; the database alone says which step may follow.
 */
@ApplicationScoped
public class BodyRegister {

    private static final String INSERT = """
            insert into body (id, legal_name, legal_name_urdu, kind, country, state_or_province, locality,
                              organization_identifier, identifiers, evidence_sha256)
            values (:id, :name, :urdu, :kind, 'PK', cast(:province as text), cast(:locality as text), :identifier,
                    string_to_array(:identifiers, ' '), :evidence)
            """;
    private static final String STEP = """
            insert into body_event (body, state, note, agreement_version, agreement_sha256, recorded_by, role)
            values (:id, :state, cast(:note as text), cast(:version as text), cast(:sha256 as text), :by, :role)
            """;

    /** Two applications for the same name must see each other. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(77340014) as text)";

    private static final String TAKEN = """
            select count(*) from body b where body_state(b.id) <> 'closed' and (
                lower(b.legal_name) = lower(:name) or b.legal_name_urdu = :urdu
                or exists (select 1 from unnest(string_to_array(:numbers, ' ')) mine
                           where mine not like 'GOV%' and mine = any(b.identifiers || b.organization_identifier)))
            """;

    private final EntityManager entities;
    private final Bodies bodies;
    private final BodySearch search;
    private final BodyContacts contacts;
    private final AuditRecords audit;

    BodyRegister(EntityManager entities, Bodies bodies, BodySearch search, BodyContacts contacts, AuditRecords audit) {
        this.entities = entities;
        this.bodies = bodies;
        this.search = search;
        this.contacts = contacts;
        this.audit = audit;
    }

    /** Applies for a body on its representative's behalf. */
    @Transactional
    public BodyRecord apply(BodyApplication application, Caller caller) {
        caller.require(Role.REGISTRATION_OFFICER);
        entities.createNativeQuery(LOCK, String.class).getSingleResult();
        requireNew(application);
        entities.createNativeQuery(INSERT)
                .setParameter("id", application.id().value())
                .setParameter("name", application.legalName().value())
                .setParameter("urdu", application.legalNameUrdu().value())
                .setParameter("kind", application.kind().label())
                .setParameter(
                        "province", application.province().map(Object::toString).orElse(null))
                .setParameter(
                        "locality", application.locality().map(Object::toString).orElse(null))
                .setParameter("identifier", application.organizationIdentifier().semantics())
                .setParameter(
                        "identifiers",
                        application.identifiers().stream()
                                .map(OrganizationIdentifier::semantics)
                                .collect(Collectors.joining(" ")))
                .setParameter("evidence", application.evidence().hex())
                .executeUpdate();
        insert(application.id(), new BodyState.Applied(), Step.none(), caller, Role.REGISTRATION_OFFICER);
        Map<String, Object> details = Map.of(
                "legalName", application.legalName().value(),
                "legalNameUrdu", application.legalNameUrdu().value(),
                "kind", application.kind().label(),
                "organizationIdentifier", application.organizationIdentifier().semantics(),
                "evidence", application.evidence().hex());
        audit.append(AuditEvent.success("BODY_APPLIED", caller.actorAs(Role.REGISTRATION_OFFICER), details)
                .withSubject(application.id().value()));
        application.contact().ifPresent(address -> contacts.add(application.id(), address, Optional.empty(), caller));
        return search.find(application.id(), Optional.empty()).orElseThrow();
    }

    /** Says as another registration officer that what the register says of the body is true. */
    @Transactional
    public BodyRecord verify(BodyId id, Reason method, Caller caller) {
        caller.require(Role.REGISTRATION_OFFICER);
        return step(
                id, new BodyState.Verified(), Step.noted(method), "BODY_VERIFIED", caller, Role.REGISTRATION_OFFICER);
    }

    /** Accepts the subscriber agreement as somebody who acts for the body: it is active from then on. */
    @Transactional
    public BodyRecord accept(BodyId id, String version, Sha256 text, Caller caller) {
        if (!caller.requireBody().equals(id)) {
            throw BodyRefusal.FOREIGN.about(id.value());
        }
        Step agreed = new Step(Optional.empty(), Optional.of(version), Optional.of(text));
        return step(id, new BodyState.Active(), agreed, "AGREEMENT_ACCEPTED", caller, Role.SUBSCRIBER);
    }

    /** Stops new certificates of the body at once; what it has stays valid, and revocation goes on. */
    @Transactional
    public BodyRecord suspend(BodyId id, Reason reason, Caller caller) {
        return step(
                id,
                new BodyState.Suspended(reason.text()),
                Step.noted(reason),
                "BODY_SUSPENDED",
                caller,
                officer(caller));
    }

    /** Makes a suspended body active again, as another officer. */
    @Transactional
    public BodyRecord resume(BodyId id, Reason reason, Caller caller) {
        return step(id, new BodyState.Active(), Step.noted(reason), "BODY_RESUMED", caller, officer(caller));
    }

    /** Closes the body for good. */
    @Transactional
    public BodyRecord close(BodyId id, Reason reason, Caller caller) {
        return step(
                id, new BodyState.Closed(reason.text()), Step.noted(reason), "BODY_CLOSED", caller, officer(caller));
    }

    private void requireNew(BodyApplication application) {
        if (bodies.find(application.id()).isPresent()) {
            throw BodyRefusal.ID_TAKEN.about(application.id().value());
        }
        long taken = ((Number) entities.createNativeQuery(TAKEN)
                        .setParameter("name", application.legalName().value())
                        .setParameter("urdu", application.legalNameUrdu().value())
                        .setParameter("numbers", numbers(application))
                        .getSingleResult())
                .longValue();
        if (taken > 0) {
            throw BodyRefusal.NAME_TAKEN.about(application.legalName().value());
        }
    }

    private static String numbers(BodyApplication application) {
        return Stream.concat(Stream.of(application.organizationIdentifier()), application.identifiers().stream())
                .map(OrganizationIdentifier::semantics)
                .collect(Collectors.joining(" "));
    }

    private static Role officer(Caller caller) {
        caller.require(Role.REGISTRATION_OFFICER, Role.SECURITY_OFFICER);
        return caller.holds(Role.REGISTRATION_OFFICER) ? Role.REGISTRATION_OFFICER : Role.SECURITY_OFFICER;
    }

    /** What a step says besides the state that it leads to. */
    private record Step(Optional<String> note, Optional<String> version, Optional<Sha256> text) {

        static Step none() {
            return new Step(Optional.empty(), Optional.empty(), Optional.empty());
        }

        static Step noted(Reason reason) {
            return new Step(Optional.of(reason.text()), Optional.empty(), Optional.empty());
        }

        Map<String, Object> details() {
            Map<String, Object> details = new TreeMap<>();
            note.ifPresent(text -> details.put("note", text));
            version.ifPresent(name -> details.put("agreement", name));
            text.ifPresent(sha256 -> details.put("sha256", sha256.hex()));
            return details;
        }
    }

    private BodyRecord step(BodyId id, BodyState to, Step step, String event, Caller caller, Role as) {
        if (bodies.find(id).isEmpty()) {
            throw BodyRefusal.UNKNOWN.about(id.value());
        }
        insert(id, to, step, caller, as);
        audit.append(
                AuditEvent.success(event, caller.actorAs(as), step.details()).withSubject(id.value()));
        return search.find(id, Optional.empty()).orElseThrow();
    }

    private void insert(BodyId id, BodyState to, Step step, Caller caller, Role as) {
        try {
            entities.createNativeQuery(STEP)
                    .setParameter("id", id.value())
                    .setParameter("state", to.label())
                    .setParameter("note", step.note().orElse(null))
                    .setParameter("version", step.version().orElse(null))
                    .setParameter("sha256", step.text().map(Sha256::hex).orElse(null))
                    .setParameter("by", caller.person().value())
                    .setParameter("role", as.label())
                    .executeUpdate();
        } catch (JDBCException e) {
            throw switch (String.valueOf(e.getSQLState())) {
                case "MU043" -> BodyRefusal.STEP_NOT_PERMITTED.about(id + " to " + to.label());
                case "MU044" -> BodyRefusal.SECOND_OFFICER.about(id.value());
                default -> e;
            };
        }
    }
}
