package pk.muhr.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code person}. */
@Entity
@Immutable
@Table(name = "person")
class PersonRow {

    @Id
    String id;

    @Column(name = "display_name")
    String displayName;

    Person person() {
        return new Person(new PersonId(id), displayName);
    }
}
