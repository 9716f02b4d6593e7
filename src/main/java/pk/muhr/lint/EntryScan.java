package pk.muhr.lint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationEntrySubject;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.Finding;
import pk.muhr.x509.EncodedEntry;
import pk.muhr.x509.MalformedDer;

/** Judges the entries of a CRL as they pass by and passes them on, in memory that does not grow with their number. */
final class EntryScan extends OutputStream {

    private final OutputStream next;
    private final List<RevocationEntryRule> unbroken = new ArrayList<>(Rules.REVOCATION_ENTRY);
    private final List<Finding> findings = new ArrayList<>();
    private final EncodedEntry entry = new EncodedEntry();
    private final RevocationEntrySubject subject;
    private final byte[] cut = new byte[EncodedEntry.LONGEST];
    private int cutLength;
    private long count;
    private boolean readable = true;

    EntryScan(RevocationListSubject list, OutputStream next) {
        this.next = next;
        this.subject = new RevocationEntrySubject(entry, list);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        next.write(octets, offset, length);
        int at = offset;
        int to = offset + length;
        while (readable && cutLength > 0 && at < to) {
            cut[cutLength++] = octets[at++];
            if (isWhole(cut, 0, cutLength)) {
                judge(cut, 0, cutLength);
                cutLength = 0;
            }
        }
        while (readable && isWhole(octets, at, to)) {
            at = judge(octets, at, to);
        }
        while (readable && at < to) {
            cut[cutLength++] = octets[at++];
        }
    }

    /** What was found, the first of each rule; asked after the last entry. */
    List<Finding> findings() {
        if (readable && cutLength > 0) {
            unreadable("the last entry is cut off");
        }
        return findings;
    }

    /** Entries that passed by. */
    long count() {
        return count;
    }

    private static boolean isWhole(byte[] octets, int from, int to) {
        OptionalInt length = EncodedEntry.length(octets, from, to);
        return length.isPresent() && from + length.getAsInt() <= to;
    }

    private int judge(byte[] octets, int from, int to) {
        try {
            int end = entry.read(octets, from, to);
            count++;
            for (int i = unbroken.size() - 1; i >= 0; i--) {
                RevocationEntryRule rule = unbroken.get(i);
                Optional<Finding> found = rule.findingIn(subject);
                if (found.isPresent()) {
                    findings.add(found.get());
                    unbroken.remove(i);
                }
            }
            return end;
        } catch (MalformedDer e) {
            unreadable(e.getMessage());
            return to;
        }
    }

    private void unreadable(String why) {
        RevocationEntryRule form = Rules.REVOCATION_ENTRY.getFirst();
        findings.add(new Finding(form.id(), form.citation(), "entry " + (count + 1) + ": " + why));
        readable = false;
    }
}
