package pk.muhr.command.bench;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * One kind of request, as many as wanted.
 *
 * @param name what the figures are called
 * @param requests the request of each number, from 0; asked from several threads
 * @param expected what every answer must be
 * @param longestWarmUp after which it is measured, steady or not
 * @param mostPerSecond how many requests are begun in a second; as many as are answered when it is 0
 */
record Series(
        String name,
        IntFunction<Request> requests,
        Expectation expected,
        Duration longestWarmUp,
        double mostPerSecond) {

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(60);

    Series(String name, IntFunction<Request> requests, Expectation expected) {
        this(name, requests, expected, LONGEST_WARM_UP);
    }

    Series(String name, IntFunction<Request> requests, Expectation expected, Duration longestWarmUp) {
        this(name, requests, expected, longestWarmUp, 0);
    }

    /** The same at half of the rate that was measured, warm as it is. */
    Series atHalfOf(Measurement saturated) {
        return new Series(name + "-half", requests, expected, Duration.ZERO, saturated.perSecond() / 2);
    }

    /** A request; an empty body is none. */
    record Request(HttpMethod method, String path, Map<String, String> headers, Buffer body) {

        static Request get(String path) {
            return new Request(HttpMethod.GET, path, Map.of(), Buffer.buffer());
        }
    }

    /** An answer. */
    record Answer(int status, Buffer body) {

        @Override
        public String toString() {
            int shown = Math.min(body.length(), 400);
            return "HTTP status " + status + ", " + body.length() + " bytes: " + body.getString(0, shown);
        }
    }

    /** Whether an answer is the right one. */
    interface Expectation {
        boolean isMetBy(Answer answer);
    }
}
