package pk.muhr.enrolment.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.enrolment.NewRequest;
import pk.muhr.problem.JsonProblems;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Reads a line of a batch as strictly as a request that comes alone. */
@ApplicationScoped
class LineReader {

    private static final String TITLE = "The line is not what is expected";

    private final ObjectMapper json;

    LineReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * What the line asks for.
     *
     * @throws ProblemException when it cannot be read
     */
    NewRequest read(BatchIntake.Line line) {
        byte[] bytes = line.bytes()
                .orElseThrow(() -> problem(
                        "line-too-long",
                        "A line has at most " + BatchIntake.LONGEST_LINE + " bytes.",
                        "send one request a line, without what it does not need"));
        String text = text(bytes);
        if (text.isBlank()) {
            throw problem("line-empty", "The line is empty.", "send one JSON object a line, and no line without one");
        }
        try {
            return RequestReader.read(json.readValue(text, RequestDocument.class));
        } catch (JacksonException e) {
            throw new ProblemException(JsonProblems.of(e));
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw problem("not-utf-8", "JSON is sent in UTF-8.", "encode the line in UTF-8 (RFC 8259 §8.1)");
        }
    }

    private static ProblemException problem(String slug, String detail, String fix) {
        return new ProblemException(Problem.of(400, slug, TITLE, detail).withFix(fix));
    }
}
