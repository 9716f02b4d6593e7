package pk.muhr.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.restassured.path.json.JsonPath;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * One connection to the API of the test installation, written by hand: it shows its certificate whatever the server asks
 * for, stays open, and sends a path as it is spelt.
 */
public final class TlsConnection implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

    private final SSLSocket socket;

    /** What came back; the body of a problem can be looked into. */
    public record Answer(int status, String head, String body) {

        /** A member of the body. */
        public String path(String name) {
            return JsonPath.from(body).getString(name);
        }
    }

    private TlsConnection(SSLSocket socket) {
        this.socket = socket;
    }

    /** With this certificate, and a key that may or may not be its own. */
    public static TlsConnection of(PrivateKey key, X509Certificate... chain) throws IOException {
        return open("TLSv1.3", new KeyManager[] {new Insisting(key, chain)});
    }

    /** As {@link #of}, by an older protocol. */
    static TlsConnection of(String protocol, PrivateKey key, X509Certificate... chain) throws IOException {
        return open(protocol, new KeyManager[] {new Insisting(key, chain)});
    }

    /** Without a certificate. */
    static TlsConnection anonymous() throws IOException {
        return open("TLSv1.3", new KeyManager[0]);
    }

    private static TlsConnection open(String protocol, KeyManager[] keys) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new AnyServer()}, new SecureRandom());
            int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setSoTimeout(60_000);
            socket.startHandshake();
            return new TlsConnection(socket);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks for something. */
    public Answer get(String path, Map<String, String> headers) throws IOException {
        return send("GET", path, headers, "");
    }

    /** Sends a request and reads its answer. */
    public Answer send(String method, String path, Map<String, String> headers, String body) throws IOException {
        return send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer send(String method, String path, Map<String, String> headers, byte[] content) throws IOException {
        StringBuilder head =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + socket.getPort() + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(content);
        socket.getOutputStream().flush();
        return answer(method);
    }

    private Answer answer(String method) throws IOException {
        String head = line() + "\r\n";
        while (!head.endsWith("\r\n\r\n")) {
            head += line() + "\r\n";
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = new byte[0];
        if (!method.equals("HEAD") && length.find()) {
            body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        } else if (!method.equals("HEAD") && head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            body = chunks();
        }
        return new Answer(Integer.parseInt(head.substring(9, 12)), head, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int next = chunk(); next > 0; next = chunk()) {
            all.write(socket.getInputStream().readNBytes(next));
            line();
        }
        line();
        return all.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int octet = socket.getInputStream().read();
                octet != '\n';
                octet = socket.getInputStream().read()) {
            if (octet < 0) {
                throw new IOException("closed after " + read);
            }
            read.write(octet);
        }
        return read.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Insisting extends X509ExtendedKeyManager {

        private static final String ALIAS = "shown";

        private final PrivateKey key;
        private final X509Certificate[] chain;

        Insisting(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain.clone();
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    private static final class AnyServer extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
