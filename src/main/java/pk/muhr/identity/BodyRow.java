package pk.muhr.identity;

import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code body}. */
@Entity
@Immutable
@Table(name = "body")
class BodyRow {

    @Id
    String id;

    @Column(name = "legal_name")
    String legalName;

    String country;

    @Column(name = "state_or_province")
    String stateOrProvince;

    String locality;

    @Column(name = "organization_identifier")
    String organizationIdentifier;

    static BodyRow of(Body body) {
        BodyRow row = new BodyRow();
        row.id = body.id().value();
        row.legalName = body.legalName();
        row.country = body.country();
        row.stateOrProvince = body.stateOrProvince().orElse(null);
        row.locality = body.locality().orElse(null);
        row.organizationIdentifier = body.organizationIdentifier();
        return row;
    }

    Body body() {
        return new Body(
                new BodyId(id),
                legalName,
                country,
                Optional.ofNullable(stateOrProvince),
                Optional.ofNullable(locality),
                organizationIdentifier);
    }
}
