package pk.muhr.evidence.export;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import pk.muhr.audit.log.InclusionProofs;
import pk.muhr.audit.log.LogEntry;
import pk.muhr.audit.log.Opening;
import pk.muhr.audit.log.TreeHead;

/** Checks the records of an export, each by itself and against the one before, and counts them. */
final class RecordsCheck {

    private final TreeHead tree;
    private final Question question;
    private final InclusionProofs proofs;
    private final Set<String> policies = new TreeSet<>();
    private long records;
    private long values;
    private long closed;
    private long first = -1;
    private long last = -1;

    /**
     * Of an export.
     *
     * @param tree that the proofs are against
     */
    RecordsCheck(TreeHead tree, Question question) {
        this.tree = tree;
        this.question = question;
        this.proofs = new InclusionProofs(tree);
    }

    /** Checks the line that was read, and gives its record. */
    ExportLine check(LineInput input) {
        byte[] octets = input.octets();
        ExportLine line = ExportLine.of(octets)
                .orElseThrow(() -> new Disproved(input.where(), "this is not a record as exports have them."));
        String where = input.where() + " (record " + line.line().seq() + " at place "
                + line.record().index() + ")";
        if (line.record().index() <= last) {
            throw new Disproved(where, "the record before has place " + last + ", so one of them is not where it was.");
        }
        if (!proofs.include(line.record().index(), line.record().entry(), line.proof())) {
            throw new Disproved(
                    where, "its entry is not in the signed tree of " + tree.size() + " records at that place.");
        }
        if (line.record().isClosed() && question.isOpen()) {
            closed++;
        } else {
            checkOpenings(where, line);
        }
        if (!line.isWrittenAs(octets)) {
            throw new Disproved(where, "the readable values are not those that the entry and the openings prove.");
        }
        if (!question.admits(line)) {
            throw new Disproved(where, "it is not one that was asked for.");
        }
        count(line);
        return line;
    }

    /** Checks that all were there, as far as it can be seen. */
    void end(String where) {
        if (question.isOpen() && !isComplete()) {
            throw new Disproved(
                    where,
                    "everything was asked for, and %d of %d records are left out."
                            .formatted(asked() - records, asked()));
        }
    }

    /** Places from the first that was asked for. */
    private long asked() {
        return tree.size() - question.since();
    }

    private boolean isComplete() {
        return records == asked();
    }

    private void checkOpenings(String where, ExportLine line) {
        Iterator<Map.Entry<String, String>> fields =
                line.line().fields().entrySet().iterator();
        for (Opening opening : line.record().openings()) {
            Map.Entry<String, String> field = fields.hasNext() ? fields.next() : Map.entry("", "");
            if (!opening.name().equals(field.getKey())) {
                throw new Disproved(where, "the entry commits to other values than to " + opening.name() + " here.");
            }
            if (!opening.commitment().equals(field.getValue())) {
                throw new Disproved(where, "the value of " + opening.name() + " is not the one that the entry has.");
            }
            if (!LogEntry.isWritten(opening)) {
                throw new Disproved(where, "the value of " + opening.name() + " is not written as a record has it.");
            }
            values++;
        }
        if (fields.hasNext()) {
            throw new Disproved(where, "the value of " + fields.next().getKey() + " is missing.");
        }
    }

    private void count(ExportLine line) {
        records++;
        last = line.record().index();
        first = first < 0 ? last : first;
        if (line.line().policy() != null) {
            policies.add(line.line().policy());
        }
    }

    /** How many records there were. */
    long records() {
        return records;
    }

    /** Hashes of the policy bundles that are named. */
    Set<String> policies() {
        return policies;
    }

    /** What was found, for people. */
    List<String> sentences() {
        return List.of(question.sentence(), found(), complete());
    }

    private String complete() {
        return isComplete() ? "nothing was left out." : "whether something was left out cannot be seen.";
    }

    private String found() {
        if (records == 0) {
            return "no record is in it.";
        }
        long left = last - first + 1 - records;
        return "%d records are in the tree, at places %d to %d%s; %d values are those that it commits to%s."
                .formatted(
                        records,
                        first,
                        last,
                        left == 0 ? " without a gap" : ", of which %d are not in this export".formatted(left),
                        values,
                        closed == 0
                                ? ""
                                : "; of %d records only the leaf is here: their time is over, or they were lost"
                                        .formatted(closed));
    }
}
