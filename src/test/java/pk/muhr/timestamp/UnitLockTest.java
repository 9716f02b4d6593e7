package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.problem.StoreRows;

/** One process has a unit at a time, and its lock never outlives it. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class UnitLockTest {

    private static final String NAME = "tsu of this test";

    @Inject
    AgroalDataSource store;

    @Test
    void isOfOneAtATime() {
        try (UnitLock lock = UnitLock.take(store, NAME).orElseThrow()) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(UnitLock.take(store, NAME)).isEmpty();
        }
        UnitLock.take(store, NAME).orElseThrow().close();
    }

    /** As by a statement that failed, or a session that somebody else's hand unlocked: the pool would give it on. */
    @Test
    void endsAConnectionThatMayStillHoldIt() {
        UnitLock lock = UnitLock.take(store, NAME).orElseThrow();
        int session = session();
        StoreRows.read(store, "select pg_terminate_backend(?)", List.of(session), row -> row.getBoolean(1));
        lock.close();
        assertThat(StoreRows.read(
                        store,
                        "select count(*) from pg_stat_activity where pid = ?",
                        List.of(session),
                        row -> row.getInt(1)))
                .containsExactly(0);
        UnitLock.take(store, NAME).orElseThrow().close();
    }

    /** Of whoever holds it, which the server watches by a keep-alive of its own. */
    private int session() {
        return StoreRows.read(
                        store,
                        "select pid from pg_locks where locktype = 'advisory' and"
                                + " (classid::bigint << 32 | objid::bigint) = hashtextextended(?, 0)",
                        List.of(NAME),
                        row -> row.getInt(1))
                .getFirst();
    }
}
