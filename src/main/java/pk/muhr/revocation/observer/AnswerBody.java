package pk.muhr.revocation.observer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.http.HttpClientResponse;

/** The body of an answer, a piece at a time: no more is asked for than was read, and silence ends it. */
final class AnswerBody extends InputStream {

    /** A piece, the end ({@code octets} absent, no failure), or what went wrong. */
    private record Piece(byte[] octets, Throwable failure) {}

    private final HttpClientResponse response;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final long patience;
    private final long end;
    private byte[] current = new byte[0];
    private int at;
    private boolean ended;

    AnswerBody(HttpClientResponse response, Duration patience, Duration deadline) {
        this.response = response;
        this.patience = patience.toNanos();
        this.end = System.nanoTime() + deadline.toNanos();
        response.pause();
        response.handler(buffer -> pieces.add(new Piece(buffer.getBytes(), null)));
        response.endHandler(_ -> pieces.add(new Piece(null, null)));
        response.exceptionHandler(e -> pieces.add(new Piece(null, e)));
        response.fetch(1);
    }

    HttpClientResponse response() {
        return response;
    }

    /** All of it, when it is no longer than this. */
    byte[] whole(int most) throws Broken {
        try {
            byte[] octets = readNBytes(most + 1);
            Broken.unless(octets.length <= most, "is longer than " + most + " bytes");
            return octets;
        } catch (IOException e) {
            throw new Broken(e.getMessage());
        }
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : current[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int taken = Math.min(length, current.length - at);
        System.arraycopy(current, at, into, offset, taken);
        at += taken;
        return taken;
    }

    private boolean isAtEnd() throws IOException {
        while (at == current.length && !ended) {
            Piece piece = next();
            if (piece.failure() != null) {
                throw new IOException(Broken.by("breaks off", piece.failure()).getMessage());
            }
            if (piece.octets() == null) {
                ended = true;
            } else {
                current = piece.octets();
                at = 0;
                response.fetch(1);
            }
        }
        return ended;
    }

    private Piece next() throws IOException {
        try {
            Piece piece = pieces.poll(Math.min(patience, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (piece == null) {
                throw new IOException("stops in the middle of its answer");
            }
            return piece;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("was not waited for, because the program ends");
        }
    }

    @Override
    public void close() {
        response.request().connection().close();
    }
}
