package pk.muhr.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** What expires next: certificates of a body that are in force and that no later one has taken the place of. */
@ApplicationScoped
public class Expiries {

    private static final String NEXT = """
            select o.certificate_sha256, o.recorded_at, i.not_after, i.profile, i.serial,
                   (select string_agg(distinct c.value, ', ') from certificate_name c
                    where c.certificate_sha256 = o.certificate_sha256
                      and c.kind in ('dns', 'email', 'upn', 'uri', 'name')) as names
            from intent i join outcome o on o.intent = i.id and o.state = 'ISSUED'
            where i.body = ? and i.request is not null and i.not_after > ?
              and not exists (select 1 from revocation v
                              where v.issuer_key = i.issuer_key and v.serial = i.serial and v.kind = 'REVOKED')
              and not is_renewed(o.certificate_sha256)
            order by i.not_after, o.certificate_sha256 limit ?
            """;

    private final AgroalDataSource store;

    Expiries(AgroalDataSource store) {
        this.store = store;
    }

    /** The end of one certificate. */
    public record Expiry(
            Sha256 certificate, String names, String profile, String serial, Instant issued, Instant notAfter) {}

    /** At most so many, the nearest first. */
    public List<Expiry> next(BodyId body, Instant now, int most) {
        return StoreRows.read(store, NEXT, List.of(body.value(), now.atOffset(ZoneOffset.UTC), most), Expiries::expiry);
    }

    private static Expiry expiry(ResultSet row) throws SQLException {
        return new Expiry(
                new Sha256(row.getString("certificate_sha256")),
                Optional.ofNullable(row.getString("names")).orElse(""),
                row.getString("profile"),
                row.getString("serial"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("not_after", OffsetDateTime.class).toInstant());
    }
}
