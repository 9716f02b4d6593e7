package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.x509.Der;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SignatureAlgorithm;

/** The token drops every session of this process, as when the connection to a network HSM breaks. */
class SessionLossTest {

    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.SHA256_ECDSA;

    @TempDir
    private Path directory;

    private TokenLabel label;
    private Path pinFile;
    private Map<String, String> keys;
    private Token token;
    private SigningKey key;

    @BeforeEach
    void open() throws IOException {
        label = SoftHsm.token("test-loss");
        pinFile = Files.copy(SoftHsm.pinFile(label), directory.resolve("pin"), StandardCopyOption.COPY_ATTRIBUTES);
        keys = SoftHsm.configuration(label);
        keys.put("muhr.hsm.tokens.\"" + label + "\".pin-file", pinFile.toString());
        token = SoftHsm.tokens(keys).token(label);
        KeyLabel name = new KeyLabel("kept-p-256");
        key = token.find(name).orElseGet(() -> token.generate(name, KeyAlgorithm.P_256));
    }

    @AfterEach
    void close() {
        token.close();
    }

    @Test
    void reportsTheFailedSignatureAndMakesTheNextOne() throws Exception {
        key.sign(TokenTest.MESSAGE, ALGORITHM);
        long before = token.signatures();
        loseSessions();

        TokenUnavailable failure =
                catchThrowableOfType(TokenUnavailable.class, () -> key.sign(TokenTest.MESSAGE, ALGORITHM));
        assertThat(failure).hasMessageContaining("CKR_SESSION_HANDLE_INVALID");
        assertThat(failure.signaturePossible()).isFalse();
        assertThat(token.state()).isEqualTo(TokenState.REPLACING);
        assertThat(token.signatures()).isEqualTo(before);

        Der signature = key.sign(TokenTest.MESSAGE, ALGORITHM);
        assertThat(TokenTest.verifies(key, signature, ALGORITHM)).isTrue();
        assertThat(token.signatures()).isEqualTo(before + 1);
        assertThat(token.state()).isEqualTo(TokenState.READY);
    }

    /** The default of muhr.hsm.threads: what can be under way when the sessions die. */
    @Test
    void losesNoMoreThanWasUnderWay() throws Exception {
        int threads = 4;
        int attempts = 50;
        for (int round = 0; round < 10; round++) {
            long before = token.signatures();
            loseSessions();
            List<Future<Der>> results = signAtOnce(attempts);
            int made = 0;
            for (Future<Der> result : results) {
                if (result.state() == Future.State.SUCCESS) {
                    assertThat(TokenTest.verifies(key, result.resultNow(), ALGORITHM))
                            .isTrue();
                    made++;
                } else {
                    assertThat(result.exceptionNow()).isInstanceOf(TokenUnavailable.class);
                }
            }
            assertThat(made).isBetween(attempts - threads, attempts - 1);
            assertThat(token.signatures() - before).isEqualTo(made);
            assertThat(token.state()).isEqualTo(TokenState.READY);
        }
    }

    @Test
    void findsAndMakesKeysAfterwards() {
        loseSessions();
        assertThatThrownBy(() -> token.generate(TokenTest.fresh(), KeyAlgorithm.P_256))
                .isInstanceOf(TokenUnavailable.class);
        KeyLabel name = TokenTest.fresh();
        token.generate(name, KeyAlgorithm.P_256);
        assertThat(token.find(name)).isPresent();
    }

    @Test
    void neverTriesANewPinThatWasRefusedAgain() throws Exception {
        Files.writeString(pinFile, "wrong");
        loseSessions();
        assertThatThrownBy(() -> key.sign(TokenTest.MESSAGE, ALGORITHM)).isInstanceOf(TokenUnavailable.class);
        assertThatThrownBy(() -> key.sign(TokenTest.MESSAGE, ALGORITHM))
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("CKR_PIN_INCORRECT");
        assertThat(token.state()).isEqualTo(TokenState.REFUSED);

        Files.copy(SoftHsm.pinFile(label), pinFile, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> key.sign(TokenTest.MESSAGE, ALGORITHM)).hasMessageContaining("restart");
        assertThat(token.state()).isEqualTo(TokenState.REFUSED);
    }

    @Test
    void isLostWhenFreshLoginsKeepFailing() throws Exception {
        AtomicLong nanos = new AtomicLong();
        CircuitBreaker breaker = new CircuitBreaker(5, Duration.ofSeconds(10), nanos::get);
        TokenConnection connection = new TokenConnection(label, SoftHsm.mapping(keys), breaker, nanos::get);
        ProviderLogin first = connection.current();
        assertThat(connection.failure(first, new IllegalStateException("CKR_DEVICE_ERROR"), "sign", true))
                .isInstanceOfSatisfying(TokenUnavailable.class, failure -> assertThat(failure.signaturePossible())
                        .isTrue());

        Files.delete(pinFile);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(connection.state()).isEqualTo(TokenState.REPLACING);
            assertThatThrownBy(connection::current).hasMessageContaining("cannot be read");
            assertThatThrownBy(connection::current).isInstanceOf(TokenUnavailable.class);
            nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        }
        assertThat(connection.state()).isEqualTo(TokenState.LOST);
        assertThatThrownBy(connection::current).hasMessageContaining("restart the program");
    }

    @Test
    void isLostWhenFreshLoginsNeverSign() {
        AtomicLong nanos = new AtomicLong();
        CircuitBreaker breaker = new CircuitBreaker(5, Duration.ofSeconds(10), nanos::get);
        TokenConnection connection = new TokenConnection(label, SoftHsm.mapping(keys), breaker, nanos::get);
        fail(connection, 9);
        assertThat(connection.state()).isEqualTo(TokenState.REPLACING);
        connection.current();
        connection.signed();
        fail(connection, 9);
        assertThat(connection.state()).isEqualTo(TokenState.REPLACING);
        fail(connection, 1);
        assertThat(connection.state()).isEqualTo(TokenState.LOST);
        assertThatThrownBy(connection::current).hasMessageContaining("died without a signature");
    }

    @Test
    void waitsLongerBeforeEachFreshLogin() throws Exception {
        AtomicLong nanos = new AtomicLong();
        CircuitBreaker breaker = new CircuitBreaker(5, Duration.ofSeconds(10), nanos::get);
        TokenConnection connection = new TokenConnection(label, SoftHsm.mapping(keys), breaker, nanos::get);
        connection.failure(connection.current(), new IllegalStateException("CKR_DEVICE_ERROR"), "sign", true);
        Path aside = Files.move(pinFile, directory.resolve("aside"));
        assertThatThrownBy(connection::current).hasMessageContaining("cannot be read");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(connection::current).hasMessageContaining("cannot be read");
        Files.move(aside, pinFile);
        nanos.addAndGet(Duration.ofMillis(1900).toNanos());
        assertThatThrownBy(connection::current).hasMessageContaining("in a moment");
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(connection.current()).isNotNull();
        assertThat(connection.state()).isEqualTo(TokenState.READY);
    }

    private static void fail(TokenConnection connection, int times) {
        for (int i = 0; i < times; i++) {
            connection.failure(connection.current(), new IllegalStateException("CKR_DEVICE_ERROR"), "sign", true);
        }
    }

    private List<Future<Der>> signAtOnce(int attempts) {
        List<Future<Der>> results = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < attempts; i++) {
                results.add(callers.submit(() -> key.sign(TokenTest.MESSAGE, ALGORITHM)));
            }
        }
        return results;
    }

    private void loseSessions() {
        SoftHsm.loseSessions(label);
    }
}
