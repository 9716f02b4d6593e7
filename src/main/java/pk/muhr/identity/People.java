package pk.muhr.identity;

import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;

/** The people whom the identity provider's subjects stand for. */
@ApplicationScoped
public class People {

    private final PersonRows rows;
    private final AuditRecords audit;

    People(PersonRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** The person of that identifier. */
    @Transactional
    public Optional<Person> find(PersonId id) {
        return rows.findByIdOptional(id.value()).map(PersonRow::person);
    }

    /**
     * Makes a person known; they may do nothing until appointed.
     *
     * @throws IllegalStateException when the identifier is taken
     */
    @Transactional
    public void register(Person person, Actor by) {
        if (rows.findByIdOptional(person.id().value()).isPresent()) {
            throw new IllegalStateException("there is a person " + person.id() + " already");
        }
        PersonRow row = new PersonRow();
        row.id = person.id().value();
        row.displayName = person.displayName();
        rows.persist(row);
        audit.append(AuditEvent.success("PERSON_REGISTERED", by, Map.of("name", person.displayName()))
                .withSubject(person.id().value()));
    }

    /**
     * Makes a person known, unless they are.
     *
     * @param displayName may be left out for somebody who is known
     * @throws pk.muhr.problem.ProblemException when it is missing, or they are on record under another name
     */
    @Transactional
    void know(PersonId id, Optional<String> displayName, Actor by) {
        Optional<Person> known = find(id);
        if (known.isEmpty()) {
            register(new Person(id, displayName.orElseThrow(() -> AppointmentRefusal.NAME_MISSING.about(id))), by);
            rows.flush();
        } else if (displayName.isPresent() && !known.get().displayName().equals(displayName.get())) {
            throw AppointmentRefusal.NAMED_OTHERWISE.about(displayName.get());
        }
    }
}
