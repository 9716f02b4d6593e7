package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {

    @Test
    void isWrittenAsTheContractSays() {
        assertThat(Goal.ratio("P1", "ocsp-cached-get", 0.83, 0.8))
                .hasToString("P1 ocsp-cached-get 0.83 (goal >= 0.80) ok");
        assertThat(Goal.rate("P3", "issuance-p256", 512.7, 800))
                .hasToString("P3 issuance-p256 512/CPU-s (goal >= 800) short");
    }

    @Test
    void neverLooksReachedWhenItIsShort() {
        assertThat(Goal.ratio("P1", "x", 0.7999, 0.8)).hasToString("P1 x 0.79 (goal >= 0.80) short");
        assertThat(Goal.rate("P3", "x", 799.9, 800)).hasToString("P3 x 799/CPU-s (goal >= 800) short");
    }

    @Test
    void isShortWhenItTakesMoreThanItMay() {
        assertThat(Goal.atMost("crl", "x", 0.1501, "", 0.15)).hasToString("crl x 0.16 (goal <= 0.15) short");
        assertThat(Goal.atMost("crl", "x", 12, " MB", 64)).hasToString("crl x 12.00 MB (goal <= 64.0) ok");
    }

    @Test
    void isReachedByExactlyWhatItAsks() {
        assertThat(Goal.ratio("P1", "x", 0.8, 0.8).isReached()).isTrue();
    }
}
