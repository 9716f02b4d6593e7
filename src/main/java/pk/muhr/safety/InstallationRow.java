package pk.muhr.safety;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** The one row of {@code installation}. */
@Entity
@Immutable
@Table(name = "installation")
class InstallationRow {

    @Id
    short id = 1;

    String kind;

    @Column(name = "public_url")
    String publicUrl;
}
