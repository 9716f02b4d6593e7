package pk.muhr.problem;

import java.io.IOException;
import java.io.PushbackInputStream;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

/**
 * A resource that takes a body never sees null in its place, and no JSON but in UTF-8 without a mark (RFC 8259 §8.1):
 * Jackson would guess other encodings and read them.
 */
@Provider
class BodyPresent implements ReaderInterceptor {

    private static final int DETECTED = 4;

    BodyPresent() {}

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getMediaType().getSubtype().endsWith("json")) {
            context.setInputStream(inUtf8(new PushbackInputStream(context.getInputStream(), DETECTED)));
        }
        Object body = context.proceed();
        if (body == null) {
            throw new ProblemException(problem());
        }
        return body;
    }

    private static PushbackInputStream inUtf8(PushbackInputStream body) throws IOException {
        byte[] start = body.readNBytes(DETECTED);
        if (marked(start) || hasZero(start)) {
            throw new ProblemException(
                    Problem.of(400, "not-utf-8", "The body is not what is expected", "JSON is sent in UTF-8.")
                            .withFix("Encode the body in UTF-8, without a byte order mark (RFC 8259 §8.1)."));
        }
        body.unread(start);
        return body;
    }

    private static boolean marked(byte[] start) {
        return start.length > 0 && (start[0] == (byte) 0xef || start[0] == (byte) 0xfe || start[0] == (byte) 0xff);
    }

    /** Every other encoding of Unicode has a zero among the first four bytes of an object. */
    private static boolean hasZero(byte[] start) {
        for (byte octet : start) {
            if (octet == 0) {
                return true;
            }
        }
        return false;
    }

    static Problem problem() {
        return Problem.of(400, "body-missing", "The body is not what is expected", "The request has no body.")
                .withFix("Send the JSON object that the API's description shows.");
    }
}
