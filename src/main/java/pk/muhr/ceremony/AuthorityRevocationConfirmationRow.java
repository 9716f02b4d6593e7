package pk.muhr.ceremony;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;

/** A row of {@code authority_revocation_confirmation}. */
@Entity
@Immutable
@Table(name = "authority_revocation_confirmation")
class AuthorityRevocationConfirmationRow {

    @Id
    UUID proposal;

    @Column(name = "confirmed_by")
    String confirmedBy;

    String role;

    @Column(name = "confirmed_at")
    Instant confirmedAt;

    AuthorityRevocation.Confirmation confirmation() {
        return new AuthorityRevocation.Confirmation(
                new PersonId(confirmedBy), Role.ofLabel(role).orElseThrow(), confirmedAt);
    }
}
