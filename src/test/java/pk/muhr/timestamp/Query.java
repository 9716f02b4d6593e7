package pk.muhr.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.eclipse.microprofile.config.ConfigProvider;

/** Queries by somebody else's library, over plain HTTP. */
final class Query {

    static final int BAD_ALG = PKIFailureInfo.badAlg;
    static final int BAD_REQUEST = PKIFailureInfo.badRequest;
    static final int BAD_DATA_FORMAT = PKIFailureInfo.badDataFormat;
    static final int TIME_NOT_AVAILABLE = PKIFailureInfo.timeNotAvailable;
    static final int UNACCEPTED_POLICY = PKIFailureInfo.unacceptedPolicy;
    static final int UNACCEPTED_EXTENSION = PKIFailureInfo.unacceptedExtension;
    static final int SYSTEM_FAILURE = PKIFailureInfo.systemFailure;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Query() {}

    /** A query for a random SHA-256 imprint, with a nonce and the wish for certificates. */
    static byte[] plain() {
        return of(TSPAlgorithms.SHA256, 32, true);
    }

    static byte[] of(ASN1ObjectIdentifier digest, int length, boolean certificates) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(certificates);
        return encoded(generator, digest, length);
    }

    static byte[] encoded(TimeStampRequestGenerator generator, ASN1ObjectIdentifier digest, int length) {
        SecureRandom random = new SecureRandom();
        byte[] imprint = new byte[length];
        random.nextBytes(imprint);
        try {
            return generator
                    .generate(digest, imprint, new BigInteger(64, random))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpResponse<byte[]> post(String path, byte[] query) throws IOException, InterruptedException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/timestamp-query")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(query))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer, which must be one of the protocol. */
    static TimeStampResponse answer(byte[] query) throws IOException, InterruptedException, TSPException {
        return answer("/tsa", query);
    }

    static TimeStampResponse answer(String path, byte[] query) throws IOException, InterruptedException, TSPException {
        HttpResponse<byte[]> response = post(path, query);
        if (response.statusCode() != 200
                || !response.headers().firstValue("Content-Type").orElse("").equals("application/timestamp-reply")) {
            throw new IOException(response.statusCode() + " " + response.headers() + " " + new String(response.body()));
        }
        return new TimeStampResponse(response.body());
    }

    /** The bits of PKIFailureInfo; zero for a token. */
    static int failure(byte[] query) throws IOException, InterruptedException, TSPException {
        TimeStampResponse answer = answer(query);
        return answer.getFailInfo() == null ? 0 : answer.getFailInfo().intValue();
    }
}
