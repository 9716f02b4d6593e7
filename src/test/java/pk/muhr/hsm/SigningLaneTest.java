package pk.muhr.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import pk.muhr.x509.Der;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SignatureAlgorithm;

class SigningLaneTest {

    private static final Der SIGNATURE = Der.ofHex("3000");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(3, PAUSE, nanos::get);
    private final CountDownLatch tokenAnswers = new CountDownLatch(1);
    private final SigningLane lane = new SigningLane(
            new TokenLabel("lane"),
            SoftHsm.mapping(Map.of(
                    "muhr.hsm.threads", "2",
                    "muhr.hsm.queue", "2",
                    "muhr.hsm.deadline", "100ms")),
            breaker);

    @AfterEach
    void close() {
        tokenAnswers.countDown();
        lane.close();
    }

    @Test
    void returnsWhatTheTokenMade() {
        assertThat(lane.run(() -> SIGNATURE)).isEqualTo(SIGNATURE);
    }

    @Test
    void passesOnWhatWentWrong() {
        assertThatThrownBy(() -> lane.run(() -> {
                    throw new KeyNotTrustworthy("no");
                }))
                .isInstanceOf(KeyNotTrustworthy.class)
                .hasMessage("no");
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void givesUpAtTheDeadlineAndSaysThatASignatureIsPossible() throws Exception {
        TokenUnavailable failure = catchThrowableOfType(TokenUnavailable.class, () -> lane.run(hanging()));
        assertThat(failure).hasMessageContaining("did not sign within 100 ms");
        assertThat(failure.signaturePossible()).isTrue();
        assertThat(lane.abandoned()).isZero();
        tokenAnswers.countDown();
        lane.close();
        assertThat(lane.abandoned()).isEqualTo(1);
    }

    @Test
    void neverStartsWhatWasGivenUpInTheQueue() throws Exception {
        AtomicInteger started = new AtomicInteger();
        try (ExecutorService callers = Executors.newCachedThreadPool()) {
            List<Future<Der>> occupied = occupyBothThreads(callers);
            TokenUnavailable failure = catchThrowableOfType(
                    TokenUnavailable.class,
                    () -> lane.run(() -> {
                        started.incrementAndGet();
                        return SIGNATURE;
                    }));
            assertThat(failure.signaturePossible()).isFalse();
            tokenAnswers.countDown();
            assertThat(occupied).hasSize(2);
        }
        lane.close();
        assertThat(started).hasValue(0);
    }

    @Test
    void givesLaterWhatTheTokenMade() {
        assertThat(lane.start(() -> SIGNATURE).toCompletableFuture())
                .succeedsWithin(PATIENCE)
                .isEqualTo(SIGNATURE);
        assertThat(lane.start(() -> {
                            throw new KeyNotTrustworthy("no");
                        })
                        .toCompletableFuture())
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(KeyNotTrustworthy.class);
    }

    @Test
    void givesUpAtTheDeadlineWithoutAnyoneWaiting() {
        TokenUnavailable failure = failure(lane.start(hanging()));
        assertThat(failure).hasMessageContaining("did not sign within 100 ms");
        assertThat(failure.signaturePossible()).isTrue();
        tokenAnswers.countDown();
        lane.close();
        assertThat(lane.abandoned()).isEqualTo(1);
    }

    @Test
    void neverStartsWhatNobodyWaitedForInTheQueue() throws Exception {
        AtomicInteger started = new AtomicInteger();
        try (ExecutorService callers = Executors.newCachedThreadPool()) {
            occupyBothThreads(callers);
            CompletionStage<Der> queued = lane.start(() -> {
                started.incrementAndGet();
                return SIGNATURE;
            });
            assertThatThrownBy(() -> lane.start(() -> SIGNATURE)).hasMessageContaining("is busy");
            assertThat(failure(queued).signaturePossible()).isFalse();
            tokenAnswers.countDown();
        }
        lane.close();
        assertThat(started).hasValue(0);
    }

    @Test
    void leavesATokenAloneThatHangsWithoutAnyoneWaiting() {
        for (int i = 0; i < 3; i++) {
            failure(lane.start(hanging()));
        }
        assertThatThrownBy(() -> lane.start(() -> SIGNATURE)).isInstanceOf(TokenUnavailable.class);
        assertThat(breaker.isOpen()).isTrue();
    }

    private static TokenUnavailable failure(CompletionStage<Der> signature) {
        return catchThrowableOfType(
                                        CompletionException.class,
                                        () -> signature.toCompletableFuture().join())
                                .getCause()
                        instanceof TokenUnavailable failure
                ? failure
                : fail("the token was available");
    }

    @Test
    void rejectsAtOnceWhatDoesNotFitTheQueue() throws Exception {
        try (ExecutorService callers = Executors.newCachedThreadPool()) {
            List<Future<Throwable>> results = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                results.add(
                        callers.submit(() -> catchThrowableOfType(TokenUnavailable.class, () -> lane.run(hanging()))));
            }
            List<String> messages = new ArrayList<>();
            for (Future<Throwable> result : results) {
                messages.add(result.get().getMessage());
            }
            assertThat(messages)
                    .filteredOn(message -> message.contains("is busy"))
                    .hasSize(2);
            assertThat(messages)
                    .filteredOn(message -> message.contains("within 100 ms"))
                    .hasSize(4);
        }
    }

    @Test
    void leavesATokenThatHangsAloneUntilItAnswers() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> lane.run(hanging())).hasMessageContaining("100 ms");
        }
        assertThatThrownBy(() -> lane.run(() -> SIGNATURE)).hasMessageContaining("left alone");
        tokenAnswers.countDown();
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(lane.run(() -> SIGNATURE)).isEqualTo(SIGNATURE);
        assertThat(lane.run(() -> SIGNATURE)).isEqualTo(SIGNATURE);
        assertThat(lane.isHung()).isFalse();
    }

    @Test
    void isHungWhenNoThreadComesBackThroughSeveralPauses() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> lane.run(hanging())).hasMessageContaining("100 ms");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(lane.isHung()).isFalse();
            nanos.addAndGet(PAUSE.toNanos());
            assertThatThrownBy(() -> lane.run(() -> SIGNATURE)).hasMessageContaining("100 ms");
        }
        assertThat(lane.isHung()).isTrue();
    }

    @Test
    void accountsForEverySignatureOfARealTokenThatMissesDeadlines() throws Exception {
        int attempts = 64;
        TokenLabel label = SoftHsm.token("test-token");
        Map<String, String> keys = SoftHsm.configuration(label);
        keys.put("muhr.hsm.deadline", "20ms");
        keys.put("muhr.hsm.failures", "1000");
        Token token = SoftHsm.tokens(keys).token(label);
        KeyLabel name = new KeyLabel("kept-rsa-4096");
        SigningKey key = token.find(name).orElseGet(() -> token.generate(name, KeyAlgorithm.RSA_4096));
        List<Future<Der>> results = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < attempts; i++) {
                results.add(callers.submit(() -> key.sign(TokenTest.MESSAGE, SignatureAlgorithm.SHA256_RSA)));
            }
        }
        token.close();

        List<TokenUnavailable> missed = results.stream()
                .filter(result -> result.state() == Future.State.FAILED)
                .map(result -> (TokenUnavailable) result.exceptionNow())
                .toList();
        assertThat(missed).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                .hasMessageContaining("did not sign within 20 ms"));
        assertThat(token.abandonedSignatures())
                .isEqualTo(missed.stream()
                        .filter(TokenUnavailable::signaturePossible)
                        .count());
        assertThat(token.signatures()).isEqualTo(attempts - missed.size() + token.abandonedSignatures());
        assertThat(token.state()).isEqualTo(TokenState.READY);
    }

    private Callable<Der> hanging() {
        return () -> {
            tokenAnswers.await();
            return SIGNATURE;
        };
    }

    private List<Future<Der>> occupyBothThreads(ExecutorService callers) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(2);
        Callable<Der> occupying = () -> {
            inside.countDown();
            return hanging().call();
        };
        List<Future<Der>> occupied =
                List.of(callers.submit(() -> lane.run(occupying)), callers.submit(() -> lane.run(occupying)));
        inside.await();
        return occupied;
    }
}
