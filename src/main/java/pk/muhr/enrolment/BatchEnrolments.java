package pk.muhr.enrolment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.Appointments;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.issuance.ApprovedRequest;
import pk.muhr.issuance.Issuance;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.issuance.Preparation;
import pk.muhr.issuance.PreparedCertificate;
import pk.muhr.issuance.Superseded;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.Refusal;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.problem.LineProblem;
import pk.muhr.problem.LineProblems;
import pk.muhr.x509.Sha256;

/**
 * Takes the lines of a batch through, some at a time: each by the rules, in the order and with the records of a single
 * request ({@link Enrolments}), and all of them with few transactions.
 */
@ApplicationScoped
public class BatchEnrolments {

    private static final int ATTEMPTS = 3;

    private final Batches batches;
    private final Enrolments enrolments;
    private final Bodies bodies;
    private final Appointments appointments;
    private final Issuance issuance;
    private final IssuedCertificates certificates;
    private final LineProblems problems;

    BatchEnrolments(
            Batches batches,
            Enrolments enrolments,
            Bodies bodies,
            Appointments appointments,
            Issuance issuance,
            IssuedCertificates certificates,
            LineProblems problems) {
        this.batches = batches;
        this.enrolments = enrolments;
        this.bodies = bodies;
        this.appointments = appointments;
        this.issuance = issuance;
        this.certificates = certificates;
        this.problems = problems;
    }

    /** The batch of this key, which begins now unless it did before; nothing when the key stands for another content. */
    public Optional<RequestBatch> begin(Caller caller, IdempotencyKey key, Sha256 content, int lines) {
        BodyId body = caller.requireBody();
        return Optional.of(batches.begin(caller, body, key, content, lines))
                .filter(batch -> batch.content().equals(content) && batch.body().equals(body));
    }

    /** A batch by its id: a subscriber sees the own body's only. */
    public Optional<RequestBatch> find(Caller caller, UUID id) {
        return batches.find(id, Enrolments.scope(caller));
    }

    /** How far it is. */
    public RequestBatch.Progress progress(RequestBatch batch) {
        return batches.progress(batch);
    }

    /**
     * Answers lines that follow each other: from the record where they are on it, else by submitting them. A crash leaves
     * nothing of them, or requests that the next repetition takes up.
     *
     * @param said how a refusal is said
     * @throws pk.muhr.problem.ProblemException when the caller does not act for the body any more
     */
    public List<LineAnswer> take(
            Caller caller, RequestBatch batch, List<BatchLine> lines, Function<Refusal, LineProblem> said) {
        requireAppointed(caller, batch.body());
        Batches.LineTaken taken = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return new Part(caller, batch, bodies.find(batch.body()).orElseThrow(), said).answers(lines);
            } catch (Batches.LineTaken e) {
                taken = e;
            }
        }
        throw taken;
    }

    /** A long batch outlives an appointment; what follows its end is not taken. */
    private void requireAppointed(Caller caller, BodyId body) {
        boolean appointed = appointments.of(caller.person()).stream()
                .anyMatch(held -> held.role() == Role.SUBSCRIBER && held.body().equals(Optional.of(body)));
        if (!appointed) {
            new Caller(caller.person(), Set.of(), Optional.empty()).requireBody();
        }
    }

    /** Some lines of a batch on their way. */
    private final class Part {

        private final Caller caller;
        private final RequestBatch batch;
        private final Body body;
        private final Function<Refusal, LineProblem> said;
        private final List<LineAnswer> answers = new ArrayList<>();
        private final List<Batches.Line> refused = new ArrayList<>();

        Part(Caller caller, RequestBatch batch, Body body, Function<Refusal, LineProblem> said) {
            this.caller = caller;
            this.batch = batch;
            this.body = body;
            this.said = said;
        }

        /** A line that every rule let pass. */
        private record Ready(int number, Requests.Arrived arrived, PreparedCertificate prepared) {
            private RecordedRequest recorded() {
                return arrived.recorded();
            }
        }

        private record Judged(BatchLine.Asked line, ApprovedRequest request) {}

        List<LineAnswer> answers(List<BatchLine> lines) {
            Map<Integer, Batches.RecordedLine> known = batches.recorded(
                    batch, lines.stream().map(BatchLine::number).toList());
            List<BatchLine> fresh = lines.stream()
                    .filter(line -> !known.containsKey(line.number()))
                    .toList();
            List<Ready> ready = add(prepared(judged(fresh)));
            issue(ready);
            Map<UUID, IssuedCertificate> issued = certificatesOf(known);
            lines.stream()
                    .filter(line -> known.containsKey(line.number()))
                    .forEach(line -> answerKnown(line, known.get(line.number()), issued));
            answers.sort(Comparator.comparingInt(LineAnswer::number));
            return answers;
        }

        private List<Judged> judged(List<BatchLine> fresh) {
            List<Judged> judged = new ArrayList<>();
            for (BatchLine line : fresh) {
                switch (line) {
                    case BatchLine.Unreadable(int number, LineProblem problem) -> refuse(number, problem);
                    case BatchLine.Asked asked -> {
                        switch (enrolments.judge(body, asked.request())) {
                            case Judgement.Refused<SubscriberRequest>(Refusal why) -> refuse(asked.number(), why);
                            case Judgement.Permitted<SubscriberRequest>(SubscriberRequest content) ->
                                judged.add(new Judged(asked, approved(asked.request(), content)));
                        }
                    }
                }
            }
            return judged;
        }

        private ApprovedRequest approved(NewRequest request, SubscriberRequest content) {
            return new ApprovedRequest(UUID.randomUUID(), body, request.profile(), content, 1, caller.actor());
        }

        private List<Ready> prepared(List<Judged> judged) {
            List<Preparation> preparations =
                    issuance.prepare(judged.stream().map(Judged::request).toList());
            List<Ready> ready = new ArrayList<>();
            for (int at = 0; at < judged.size(); at++) {
                BatchLine.Asked line = judged.get(at).line();
                UUID id = judged.get(at).request().id();
                switch (preparations.get(at)) {
                    case Preparation.Refused(Refusal why) -> refuse(line.number(), why);
                    case Preparation.Ready(PreparedCertificate prepared) ->
                        ready.add(new Ready(
                                line.number(),
                                Requests.Arrived.of(
                                        enrolments.fresh(id, caller, body, line.request()),
                                        line.request(),
                                        Optional.empty(),
                                        prepared),
                                prepared));
                }
            }
            return ready;
        }

        /** Puts requests and refused lines on record; what is beyond the quota is put off. */
        private List<Ready> add(List<Ready> prepared) {
            List<Ready> ready = prepared;
            while (true) {
                List<Batches.Line> lines = new ArrayList<>(refused);
                ready.forEach(each ->
                        lines.add(new Batches.Line(each.number(), Optional.of(each.arrived()), Optional.empty())));
                try {
                    batches.add(caller, batch, lines, enrolments.perDay());
                    return ready;
                } catch (Requests.QuotaReached e) {
                    ready = withinQuota(ready, e);
                }
            }
        }

        private List<Ready> withinQuota(List<Ready> ready, Requests.QuotaReached reached) {
            ProfileId profile = reached.profile();
            long left = enrolments.perDay().getOrDefault(profile, Integer.MAX_VALUE) - reached.made();
            Refusal why = enrolments.refusal(reached);
            List<Ready> within = new ArrayList<>();
            for (Ready each : ready) {
                boolean limited = each.recorded().profile().equals(profile);
                if (limited && left-- <= 0) {
                    answers.add(new LineAnswer.Postponed(each.number(), why));
                } else {
                    within.add(each);
                }
            }
            return within;
        }

        /** Where one of them cannot be opened with the others, each goes its own way. */
        private void issue(List<Ready> ready) {
            List<Ready> approved = ready.stream()
                    .filter(each -> each.recorded().decision().isEmpty())
                    .toList();
            ready.stream()
                    .filter(each -> each.recorded().decision().isPresent())
                    .forEach(each -> recorded(each.number(), each.recorded(), Optional.empty()));
            try {
                List<Optional<IssuedCertificate>> issued =
                        issuance.issue(approved.stream().map(Ready::prepared).toList());
                for (int at = 0; at < approved.size(); at++) {
                    recorded(approved.get(at).number(), approved.get(at).recorded(), issued.get(at));
                }
            } catch (Superseded _) {
                approved.forEach(each ->
                        takeUp(each.number(), each.recorded(), each.arrived().request()));
            }
        }

        private Map<UUID, IssuedCertificate> certificatesOf(Map<Integer, Batches.RecordedLine> known) {
            List<UUID> requests = known.values().stream()
                    .flatMap(line -> line.request().stream())
                    .map(RecordedRequest::id)
                    .toList();
            return requests.isEmpty() ? Map.of() : certificates.ofRequests(requests);
        }

        private void answerKnown(BatchLine line, Batches.RecordedLine known, Map<UUID, IssuedCertificate> issued) {
            if (known.request().isEmpty()) {
                answers.add(
                        new LineAnswer.Refused(line.number(), known.problem().orElseThrow()));
                return;
            }
            RecordedRequest request = known.request().get();
            Optional<IssuedCertificate> certificate = Optional.ofNullable(issued.get(request.id()));
            if (certificate.isPresent() || !(line instanceof BatchLine.Asked)) {
                recorded(line.number(), request, certificate);
            } else {
                takeUp(line.number(), request, ((BatchLine.Asked) line).request());
            }
        }

        private void takeUp(int number, RecordedRequest recorded, NewRequest request) {
            try {
                answers.add(
                        switch (enrolments.takeUp(recorded, body, request)) {
                            case Submission.Issued(Enrolment enrolment) -> new LineAnswer.Recorded(number, enrolment);
                            case Submission.UnderWay(Enrolment enrolment) -> new LineAnswer.Recorded(number, enrolment);
                            case Submission.Waiting(Enrolment enrolment) -> new LineAnswer.Recorded(number, enrolment);
                            case Submission.Refused(Refusal why) ->
                                why.isOfTheMoment()
                                        ? new LineAnswer.Postponed(number, why)
                                        : new LineAnswer.Refused(number, problems.told(said.apply(why)));
                            case Submission.KeyTaken _ -> throw new IllegalStateException("no key was sent");
                        });
            } catch (Superseded _) {
                recorded(number, recorded, Optional.empty()); // the next repetition goes on with it
            }
        }

        private void recorded(int number, RecordedRequest request, Optional<IssuedCertificate> certificate) {
            answers.add(
                    new LineAnswer.Recorded(number, new Enrolment(request, List.of(), Optional.empty(), certificate)));
        }

        private void refuse(int number, Refusal why) {
            if (why.isOfTheMoment()) {
                answers.add(new LineAnswer.Postponed(number, why));
            } else {
                refuse(number, said.apply(why));
            }
        }

        private void refuse(int number, LineProblem problem) {
            refused.add(new Batches.Line(number, Optional.empty(), Optional.of(problem)));
            answers.add(new LineAnswer.Refused(number, problem.json()));
        }
    }
}
