package pk.muhr.revocation.ocsp;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;

import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;

/**
 * Everything that reads what strangers send, for any bytes: it is read or refused, and costs no more than a mebibyte.
 * {@link OcspFuzzTest} calls it with mutations of its own, {@link OcspJazzerTest} with those of Jazzer.
 */
final class OcspFuzz {

    private static final long MOST_ALLOCATED = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private OcspFuzz() {}

    /** Throws when these bytes break something. */
    static void carelessly(byte[] data) {
        read(Der.of(data));
        inPath(data);
    }

    /** Throws when these bytes break something or take too much. */
    static void frugally(byte[] data) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        carelessly(data);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before - 4L * data.length;
        if (allocated > MOST_ALLOCATED) {
            throw new AssertionError(data.length + " bytes took " + allocated);
        }
    }

    private static void inPath(byte[] data) {
        try {
            read(RequestInPath.of("/ocsp/" + new String(data, StandardCharsets.ISO_8859_1)));
        } catch (MalformedDer e) {
            // refused
        }
    }

    private static void read(Der request) {
        OcspQuestion question;
        try {
            question = OcspQuestion.of(request);
        } catch (MalformedDer e) {
            return;
        }
        int count = question.certificates().size();
        int nonce = question.nonce().map(Der::length).orElse(3);
        if (count < 1 || count > 100 || nonce < 3 || nonce > 131 || question.plain() && count > 1) {
            throw new AssertionError(question);
        }
    }
}
