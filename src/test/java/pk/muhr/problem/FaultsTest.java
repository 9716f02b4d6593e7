package pk.muhr.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "53300"})
    void knowsThatTheDatabaseIsAway(String state) {
        Throwable failure = new IllegalStateException(new RuntimeException(new SQLException("x", state)));
        assertThat(Faults.outage(failure)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22001", "MU001", "40001"})
    void takesNoOtherErrorOfTheDatabaseForAnOutage(String state) {
        assertThat(Faults.outage(new SQLException("x", state))).isEmpty();
    }

    @Test
    void findsTheOutageThatAFailedCommitHidesAsSuppressed() {
        Exception commit = new Exception("could not commit");
        commit.addSuppressed(new Exception(new SQLException("x", "57P01")));

        assertThat(Faults.outage(new IllegalStateException(commit))).isPresent();
    }

    @Test
    void asksTheOutageHowLongItMayLast() {
        class Away extends RuntimeException implements Unavailable {
            private static final long serialVersionUID = 1L;

            @Override
            public Duration retryAfter() {
                return Duration.ofSeconds(30);
            }
        }
        assertThat(Faults.outage(new IllegalStateException(new Away()))).contains(Duration.ofSeconds(30));
    }

    @Test
    void comesToAnEndWhereCausesDoNot() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);
        assertThat(Faults.outage(first)).isEmpty();
    }
}
