package pk.muhr.it;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Clients that ask for certificates without a pause, each request under an idempotency key of its own, and ask again
 * under the same key until they have the certificate. Of the answered ones some are asked once more.
 */
final class IssuanceLoad implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keys without an answer at most; more would only be refused connections while the program is down. */
    private static final int MOST_OPEN = 48;

    private static final int ONE_REPEAT_IN = 8;

    private final Api api;
    private final String token;
    private final List<String> documents;
    private final List<Thread> clients = new ArrayList<>();
    private final DelayQueue<Try> waiting = new DelayQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong repeats = new AtomicLong();
    private final Map<String, Received> received = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> answers = new ConcurrentSkipListMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean draining;
    private volatile boolean ended;

    /** A certificate that a client holds; {@code id} is what the answer called it. */
    record Received(String id, String serial, String pem) {}

    /** A request to send, not before its time. */
    private record Try(String key, String document, boolean repeated, long due) implements Delayed {

        static Try fresh(String document) {
            return new Try(UUID.randomUUID().toString(), document, false, 0);
        }

        Try again(Duration pause) {
            return new Try(key, document, repeated, System.nanoTime() + pause.toNanos());
        }

        Try repeat() {
            return new Try(key, document, true, System.nanoTime());
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    /** @param requests PEM certification requests, used in turn */
    IssuanceLoad(Api api, String token, List<String> requests, int count) {
        this.api = api;
        this.token = token;
        this.documents = requests.stream().map(IssuanceLoad::document).toList();
        for (int i = 1; i <= count; i++) {
            clients.add(Thread.ofPlatform().name("it-client-" + i).daemon().unstarted(this::work));
        }
    }

    /** The body of a request for a TLS server certificate. */
    static String document(String request) {
        return JSON.createObjectNode()
                .put("profile", "tls-server")
                .put("csr", request)
                .toString();
    }

    /** The certificate in an answer. */
    static Received received(HttpResponse<String> answer) throws IOException {
        JsonNode certificate = JSON.readTree(answer.body()).path("certificate");
        return new Received(
                certificate.path("id").asText(),
                certificate.path("serial").asText(),
                certificate.path("pem").asText());
    }

    IssuanceLoad begin() {
        clients.forEach(Thread::start);
        return this;
    }

    /** Waits until a certificate came that was asked for since this call: more came than can be on their way now. */
    void awaitProgress(Duration patience) {
        long before = issued() + clients.size();
        await(() -> issued() > before, patience, "no certificate");
    }

    /** Begins nothing new and waits until every request that was begun has its certificate. */
    void drain(Duration patience) {
        draining = true;
        await(() -> open.get() == 0, patience, "requests without a certificate");
        close();
    }

    private void await(java.util.function.BooleanSupplier condition, Duration patience, String otherwise) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        otherwise + " after " + patience + "; open " + open + ", answers " + answers + ", " + wrong);
            }
            pause(5);
        }
    }

    /** Certificates by idempotency key. */
    Map<String, Received> received() {
        return Map.copyOf(received);
    }

    /** Certificates received so far. */
    long issued() {
        return received.size();
    }

    /** Requests that were sent and have no answer of any kind yet. */
    int underWay() {
        return underWay.get();
    }

    /** How often an answered key was asked again and gave the same certificate. */
    long repeats() {
        return repeats.get();
    }

    /** How many answers of each kind came: statuses, and {@code none}. */
    Map<String, AtomicLong> answers() {
        return answers;
    }

    /** What no client should ever see: another certificate for the same key, an answer of an unexpected kind. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        ended = true;
        clients.forEach(client -> {
            try {
                client.join(Duration.ofSeconds(70));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void work() {
        while (!ended) {
            Try next = waiting.poll();
            if (next == null && !draining && open.get() < MOST_OPEN) {
                open.incrementAndGet();
                next = Try.fresh(documents.get(ThreadLocalRandom.current().nextInt(documents.size())));
            }
            if (next == null) {
                pause(10);
            } else {
                send(next);
            }
        }
    }

    private void send(Try attempt) {
        underWay.incrementAndGet();
        try {
            heard(attempt, api.submit(token, attempt.key(), attempt.document()));
        } catch (IOException e) {
            count("none");
            waiting.add(attempt.again(Duration.ofMillis(400)));
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void heard(Try attempt, HttpResponse<String> answer) throws IOException {
        count(Integer.toString(answer.statusCode()));
        switch (answer.statusCode()) {
            case 201 -> keep(attempt, received(answer));
            case 202 -> waiting.add(attempt.again(Duration.ofSeconds(1)));
            case 503 -> waiting.add(attempt.again(Duration.ofMillis(400)));
            default -> {
                wrong.add(answer.statusCode() + ": " + answer.body());
                waiting.add(attempt.again(Duration.ofSeconds(1)));
            }
        }
    }

    private void keep(Try attempt, Received certificate) {
        Received first = received.putIfAbsent(attempt.key(), certificate);
        if (first != null && !first.equals(certificate)) {
            wrong.add("key " + attempt.key() + " gave " + first + " and then " + certificate);
        }
        if (attempt.repeated()) {
            repeats.incrementAndGet();
        }
        if (!attempt.repeated() && ThreadLocalRandom.current().nextInt(ONE_REPEAT_IN) == 0) {
            waiting.add(attempt.repeat());
        } else {
            open.decrementAndGet();
        }
    }

    private void count(String kind) {
        answers.computeIfAbsent(kind, ignored -> new AtomicLong()).incrementAndGet();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
