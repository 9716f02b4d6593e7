package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Somebody who calls the API.
 *
 * @param person whom the service knows by this name
 * @param api shows their certificate, if they use one
 * @param token says who they are; empty where the certificate alone does
 */
record Party(String person, Api api, String token) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the service said. */
    record Answer(int status, String body) {

        /** The document, or the problem. */
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + body, e);
            }
        }

        /** A member of it, as text. */
        String text(String pointer) {
            return json().at(pointer).asText();
        }

        /** Itself, when it has this status. */
        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("answers " + status + " and not " + expected + ": " + body);
            }
            return this;
        }
    }

    private interface Call {
        HttpResponse<String> send() throws IOException;
    }

    Answer get(String path) {
        return answer(() -> api.get(token, path));
    }

    /** With nothing to say. */
    Answer post(String path) {
        return answer(() -> api.post(token, path, ""));
    }

    Answer post(String path, Map<String, ?> document) {
        return answer(() -> api.post(token, path, JSON.writeValueAsString(document)));
    }

    /** Attaches a letter to a request. */
    Answer attach(String request, String letter) {
        return answer(() -> api.post(token, "/requests/" + request + "/evidence", "application/pdf", letter));
    }

    /** Says yes to a request as it reads it now. */
    Answer approve(String request) {
        return approve(request, get("/requests/" + request).text("/contentSha256"));
    }

    /** Says yes to this content of a request. */
    Answer approve(String request, String content) {
        return post("/requests/" + request + "/approvals", Map.of("contentSha256", content));
    }

    private static Answer answer(Call call) {
        try {
            HttpResponse<String> response = call.send();
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer", e);
        }
    }

    @Override
    public String toString() {
        return person;
    }
}
