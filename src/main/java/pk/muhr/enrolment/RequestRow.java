package pk.muhr.enrolment;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** A row of {@code request}. */
@Entity
@Immutable
@Table(name = "request")
class RequestRow {

    @Id
    UUID id;

    String body;
    String requester;
    String profile;

    @Column(name = "idempotency_key")
    String idempotencyKey;

    @Column(name = "content_sha256")
    String contentSha256;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String content;

    @Column(name = "submitted_at")
    Instant submittedAt;

    short approvals;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "approval_needs")
    String approvalNeeds;
}
