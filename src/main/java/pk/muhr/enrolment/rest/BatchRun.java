package pk.muhr.enrolment.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import pk.muhr.enrolment.BatchEnrolments;
import pk.muhr.enrolment.BatchLine;
import pk.muhr.enrolment.LineAnswer;
import pk.muhr.enrolment.RequestBatch;
import pk.muhr.identity.Caller;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.LineProblem;
import pk.muhr.problem.LineProblems;
import pk.muhr.problem.ProblemException;

/** Works a batch off and writes what each line came to, in their order and a part at a time. */
@ApplicationScoped
class BatchRun {

    /** Lines that share their transactions; what a crash leaves open at most. */
    private static final int PART = 100;

    private final BatchEnrolments enrolments;
    private final LineReader reader;
    private final LineProblems problems;
    private final ObjectWriter json;
    private final Clock clock;

    BatchRun(BatchEnrolments enrolments, LineReader reader, LineProblems problems, ObjectMapper json, Clock clock) {
        this.enrolments = enrolments;
        this.reader = reader;
        this.problems = problems;
        this.json = json.writerFor(LineDocument.class);
        this.clock = clock;
    }

    /**
     * Goes on until the end, or until nobody reads any more. What says no to everything for now, or is away, puts off what
     * is left: the same batch may come again.
     *
     * @throws IOException when the reader is gone; what is on record by then stays
     */
    void write(Caller caller, RequestBatch batch, BatchIntake intake, OutputStream out) throws IOException {
        Ending ending = new Ending();
        for (List<BatchIntake.Line> part = next(intake); !part.isEmpty(); part = next(intake)) {
            for (LineDocument document : documents(caller, batch, part, ending)) {
                out.write(json.writeValueAsBytes(document));
                out.write('\n');
            }
            out.flush();
        }
    }

    /** The problem that puts off all that is left, once there is one. */
    private static final class Ending {
        private Optional<String> problem = Optional.empty();
    }

    private List<LineDocument> documents(
            Caller caller, RequestBatch batch, List<BatchIntake.Line> part, Ending ending) {
        if (ending.problem.isPresent()) {
            return postponed(part, ending.problem.get());
        }
        try {
            Map<Refusal, String> said = new HashMap<>();
            List<LineDocument> documents = answers(caller, batch, part).stream()
                    .map(answer -> document(answer, said))
                    .toList();
            ending.problem = said.entrySet().stream()
                    .filter(each -> !(each.getKey() instanceof Refusal.CaaUnanswered))
                    .map(Map.Entry::getValue)
                    .findFirst();
            return documents;
        } catch (RuntimeException e) {
            if (problems.isOfALine(e) && part.size() > 1) {
                return part.stream()
                        .flatMap(line -> documents(caller, batch, List.of(line), ending).stream())
                        .toList();
            }
            String problem = problems.failed(e, BatchResource.METHOD, BatchResource.ADDRESS);
            if (!problems.isOfALine(e)) {
                ending.problem = Optional.of(problem);
            }
            return postponed(part, problem);
        }
    }

    private List<LineAnswer> answers(Caller caller, RequestBatch batch, List<BatchIntake.Line> part) {
        return enrolments.take(
                caller, batch, part.stream().map(this::read).toList(), refusal -> said(Refusals.problem(refusal)));
    }

    private BatchLine read(BatchIntake.Line line) {
        try {
            return new BatchLine.Asked(line.number(), reader.read(line));
        } catch (ProblemException e) {
            return new BatchLine.Unreadable(line.number(), said(e));
        }
    }

    private LineProblem said(ProblemException refused) {
        return problems.of(refused.problem(), BatchResource.METHOD, BatchResource.ADDRESS);
    }

    /** @param said what was said already of what puts lines off: once for all that it puts off */
    private LineDocument document(LineAnswer answer, Map<Refusal, String> said) {
        return switch (answer) {
            case LineAnswer.Recorded(int number, var enrolment) ->
                LineDocument.recorded(number, enrolment, clock.instant());
            case LineAnswer.Refused(int number, String problem) -> LineDocument.refused(number, problem);
            case LineAnswer.Postponed(int number, Refusal why) ->
                LineDocument.postponed(
                        number, said.computeIfAbsent(why, refusal -> problems.told(said(Refusals.problem(refusal)))));
        };
    }

    private static List<LineDocument> postponed(List<BatchIntake.Line> part, String problem) {
        return part.stream()
                .map(line -> LineDocument.postponed(line.number(), problem))
                .toList();
    }

    private static List<BatchIntake.Line> next(BatchIntake intake) throws IOException {
        List<BatchIntake.Line> part = new ArrayList<>();
        Optional<BatchIntake.Line> line = intake.next();
        while (line.isPresent()) {
            part.add(line.get());
            line = part.size() < PART ? intake.next() : Optional.empty();
        }
        return part;
    }
}
