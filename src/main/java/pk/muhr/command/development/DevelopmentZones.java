package pk.muhr.command.development;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Zone;

/**
 * The zones of a directory, one in each {@code ORIGIN.zone}, written as RFC 1035 §5 says. A file that changed counts from
 * the next question on; one that cannot be read makes its zone fail.
 */
final class DevelopmentZones {

    private static final Logger LOG = Logger.getLogger(DevelopmentZones.class);
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9.-]+");
    private static final int MOST_ALIASES = 12;

    private final Path directory;
    private final Map<Path, Read> known = new ConcurrentHashMap<>();

    DevelopmentZones(Path directory) {
        this.directory = directory;
    }

    /** A file as it was at some moment; no zone when it could not be read. */
    private record Read(FileTime changed, long size, Optional<Zone> zone) {
        boolean isOf(BasicFileAttributes file) {
            return changed.equals(file.lastModifiedTime()) && size == file.size();
        }
    }

    /** What the zones say, with authority (RFC 1034 §4.3.2). */
    Message answer(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setOpcode(query.getHeader().getOpcode());
        Record question = query.getQuestion();
        if (query.getHeader().getOpcode() != Opcode.QUERY || question == null) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
            return answer;
        }
        answer.addRecord(question, Section.QUESTION);
        try {
            answer(query, question.getName(), question.getType(), answer);
        } catch (IOException e) {
            LOG.warnf("a zone file cannot be read: %s", e.getMessage());
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        }
        return answer;
    }

    private void answer(Message query, Name asked, int type, Message answer) throws IOException {
        boolean signed = query.getOPT() != null && (query.getOPT().getFlags() & ExtendedFlags.DO) != 0;
        Name at = asked;
        for (int hop = 0; hop < MOST_ALIASES; hop++) {
            Optional<Zone> zone = zone(at);
            if (zone.isEmpty()) {
                answer.getHeader().setRcode(hop == 0 ? Rcode.REFUSED : Rcode.NOERROR);
                return;
            }
            answer.getHeader().setFlag(Flags.AA);
            SetResponse found = zone.get().findRecords(at, type);
            if (found.isSuccessful()) {
                found.answers().forEach(set -> add(set, signed, answer));
                return;
            }
            if (found.isCNAME()) {
                answer.addRecord(found.getCNAME(), Section.ANSWER);
                at = found.getCNAME().getTarget();
            } else if (found.isDNAME()) {
                answer.addRecord(found.getDNAME(), Section.ANSWER);
                at = below(at, found.getDNAME());
            } else {
                answer.getHeader().setRcode(found.isNXDOMAIN() ? Rcode.NXDOMAIN : Rcode.NOERROR);
                answer.addRecord(zone.get().getSOA(), Section.AUTHORITY);
                return;
            }
        }
    }

    private static void add(RRset set, boolean signed, Message answer) {
        set.rrs().forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (signed) {
            set.sigs().forEach(signature -> answer.addRecord(signature, Section.ANSWER));
        }
    }

    private static Name below(Name name, DNAMERecord alias) throws IOException {
        try {
            return name.fromDNAME(alias);
        } catch (NameTooLongException e) {
            throw new IOException(alias + " makes a name too long", e);
        }
    }

    /** The zone with the longest origin that the name lies in. */
    private Optional<Zone> zone(Name name) throws IOException {
        for (int above = 0; above < name.labels() - 1; above++) {
            String origin = new Name(name, above).toString(true).toLowerCase(Locale.ROOT);
            Path file = PLAIN.matcher(origin).matches() ? directory.resolve(origin + ".zone") : directory;
            if (Files.isRegularFile(file)) {
                return Optional.of(
                        read(file, origin).zone().orElseThrow(() -> new IOException(file + " is no master file")));
            }
        }
        return Optional.empty();
    }

    private Read read(Path file, String origin) throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " was taken away", e);
        }
        Read before = known.get(file);
        if (before != null && before.isOf(now)) {
            return before;
        }
        Read read = new Read(now.lastModifiedTime(), now.size(), parsed(file, origin));
        known.put(file, read);
        return read;
    }

    private static Optional<Zone> parsed(Path file, String origin) {
        try (InputStream text = Files.newInputStream(file)) {
            return Optional.of(new Zone(Name.fromString(origin + "."), text));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("%s is no master file (RFC 1035 §5): %s", file, e.getMessage());
            return Optional.empty();
        }
    }
}
